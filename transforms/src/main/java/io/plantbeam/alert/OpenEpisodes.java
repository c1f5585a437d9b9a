package io.plantbeam.alert;

import io.plantbeam.codec.ByteReader;
import io.plantbeam.codec.ByteWriter;
import io.plantbeam.codec.VersionedCoder;
import io.plantbeam.model.AlertState;
import io.plantbeam.model.Anomaly;
import io.plantbeam.model.EpisodeEnd;
import io.plantbeam.model.EpisodeSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The episodes of the machines of a shard, and what staff are told of them. Knows nothing of Beam.
 *
 * <ul>
 *   <li>The first anomaly of a series, or asset, and detector raises an alert, and begins an
 *       episode to which all that follow belong.
 *   <li>It is updated when the severity rises, and with the first anomaly that is {@link
 *       AlertSettings#updateEvery} after the last of which staff know.
 *   <li>It is resolved by its detector, or, where this leaves it to the cooldown, by an anomaly
 *       that is as much later than its last one, or when event time is so far that no anomaly of it
 *       can come. Either way the event is the same.
 * </ul>
 *
 * <p>Alerts of a machine whose starts are at most {@link AlertSettings#incidentWithin} from one of
 * an incident belong to it. It is told as it is with each event of its alerts.
 *
 * <p>An anomaly of an episode that is over, which can come only late, is told to nobody. What is
 * over is forgotten once event time is past all that can be late, so that the state is bounded by
 * the episodes that are open.
 *
 * <p>Mutable and not thread-safe.
 */
final class OpenEpisodes {
  private final Map<EpisodeKey, Episode> open = new LinkedHashMap<>();

  /**
   * Anomalies before these times, in microseconds since the epoch, are of episodes that are over.
   */
  private final Map<EpisodeKey, Long> over = new LinkedHashMap<>();

  /** In the order in which they began. */
  private final List<OpenIncident> incidents = new ArrayList<>();

  OpenEpisodes copy() {
    OpenEpisodes copy = new OpenEpisodes();
    incidents.forEach(incident -> copy.incidents.add(incident.copy()));
    open.forEach((key, episode) -> copy.open.put(key, episode.copy()));
    copy.over.putAll(over);
    return copy;
  }

  /** The number of episodes that are open. */
  int open() {
    return open.size();
  }

  boolean isEmpty() {
    return open.isEmpty() && over.isEmpty() && incidents.isEmpty();
  }

  /** Takes in what comes next. */
  void take(AlertInput input, AlertRules rules, AlertEvents told) {
    if (input.anomaly() != null) {
      take(input.anomaly(), rules, told);
    } else if (input.end() != null) {
      end(input.end(), rules, told);
    } else {
      pass(input.timeMicros(), rules, told);
    }
  }

  private void take(Anomaly anomaly, AlertRules rules, AlertEvents told) {
    EpisodeKey key = rules.episodeOf(anomaly);
    long time = anomaly.eventTimeMicros();
    Episode episode = open.get(key);
    if (episode != null
        && rules.endsByCooldown(key)
        && time >= episode.lastAt() + rules.cooldownMicros()) {
      resolve(key, episode, episode.lastAt(), rules, told);
      episode = null;
    }
    if (episode != null) {
      boolean worse = episode.add(anomaly);
      if (worse || time >= episode.toldUntil() + rules.updateMicros()) {
        tell(AlertState.UPDATED, key, episode, EpisodeSummary.OPEN, rules, told);
      }
    } else if (time >= over.getOrDefault(key, Long.MIN_VALUE)) {
      OpenIncident incident = incidentOf(anomaly, rules);
      incident.raise(anomaly);
      Episode begun = Episode.begin(anomaly, incident.id());
      open.put(key, begun);
      tell(AlertState.RAISED, key, begun, EpisodeSummary.OPEN, rules, told);
    }
  }

  /** Of several that it may belong to, the latest. */
  private OpenIncident incidentOf(Anomaly first, AlertRules rules) {
    for (int i = incidents.size() - 1; i >= 0; i--) {
      if (incidents.get(i).takes(first, rules.incidentMicros())) {
        return incidents.get(i);
      }
    }
    OpenIncident begun = OpenIncident.begin(first);
    incidents.add(begun);
    return begun;
  }

  private OpenIncident incidentOf(Episode episode) {
    for (OpenIncident incident : incidents) {
      if (incident.id().equals(episode.incidentId())) {
        return incident;
      }
    }
    throw new IllegalStateException("There is no incident " + episode.incidentId());
  }

  private void end(EpisodeEnd end, AlertRules rules, AlertEvents told) {
    EpisodeKey key = rules.episodeOf(end);
    long time = end.eventTimeMicros();
    over.merge(key, time, Math::max);
    Episode episode = open.get(key);
    if (episode != null && time >= episode.lastAt()) {
      episode.follow(end.recent());
      resolve(key, episode, time, rules, told);
    }
  }

  private void pass(long time, AlertRules rules, AlertEvents told) {
    long late = rules.lateMicros();
    over.entrySet().removeIf(e -> time >= e.getValue() + rules.heldMicros(e.getKey()) + late);
    List<EpisodeKey> ended = new ArrayList<>();
    open.forEach(
        (key, episode) -> {
          if (rules.endsByCooldown(key)
              && time >= episode.lastAt() + rules.cooldownMicros() + rules.heldMicros(key)) {
            ended.add(key);
          }
        });
    for (EpisodeKey key : ended) {
      Episode episode = open.get(key);
      over.put(key, episode.lastAt() + rules.cooldownMicros());
      resolve(key, episode, episode.lastAt(), rules, told);
    }
    incidents.removeIf(
        incident ->
            incident.isOver(time - rules.longestHeldMicros() - late, rules.incidentMicros()));
  }

  private void resolve(
      EpisodeKey key, Episode episode, long endsAt, AlertRules rules, AlertEvents told) {
    open.remove(key);
    incidentOf(episode).resolve(endsAt);
    tell(AlertState.RESOLVED, key, episode, endsAt, rules, told);
  }

  private void tell(
      AlertState state,
      EpisodeKey key,
      Episode episode,
      long endsAt,
      AlertRules rules,
      AlertEvents told) {
    OpenIncident incident = incidentOf(episode);
    told.alert(rules.alertOf(state, key, episode, endsAt, incident));
    told.incident(incident.after(episode));
  }

  /**
   * The open episodes and the times, each with its key and before all their number, and the
   * incidents.
   */
  static final class OpenEpisodesCoder extends VersionedCoder<OpenEpisodes> {
    private static final long serialVersionUID = 1;

    static final OpenEpisodesCoder INSTANCE = new OpenEpisodesCoder();

    private OpenEpisodesCoder() {
      super(1);
    }

    @Override
    protected void write(OpenEpisodes value, ByteWriter out) {
      out.writeVarLong(value.open.size());
      value.open.forEach(
          (key, episode) -> {
            EpisodeKey.EpisodeKeyCoder.INSTANCE.embed(key, out);
            Episode.EpisodeCoder.INSTANCE.embed(episode, out);
          });
      out.writeVarLong(value.over.size());
      value.over.forEach(
          (key, time) -> {
            EpisodeKey.EpisodeKeyCoder.INSTANCE.embed(key, out);
            out.writeTime(time);
          });
      OpenIncident.OpenIncidentCoder.INSTANCE.embedAll(value.incidents, out);
    }

    @Override
    protected OpenEpisodes read(int bodyVersion, ByteReader in) {
      OpenEpisodes value = new OpenEpisodes();
      int open = in.readVarInt();
      for (int i = 0; i < open; i++) {
        EpisodeKey key = EpisodeKey.EpisodeKeyCoder.INSTANCE.readEmbedded(in);
        value.open.put(key, Episode.EpisodeCoder.INSTANCE.readEmbedded(in));
      }
      int over = in.readVarInt();
      for (int i = 0; i < over; i++) {
        EpisodeKey key = EpisodeKey.EpisodeKeyCoder.INSTANCE.readEmbedded(in);
        value.over.put(key, in.readTime());
      }
      value.incidents.addAll(OpenIncident.OpenIncidentCoder.INSTANCE.readAllEmbedded(in));
      return value;
    }
  }
}
