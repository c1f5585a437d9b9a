import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the rows of Parquet files by Spark's own writer, in the order in which they are, as one
 * file. Run as a source file, by the benchmark of the lake's files.
 */
public final class Rewrite {
  private Rewrite() {}

  /**
   * Takes in turn {@code FROM,FROM TO SETTINGS}: files, a directory that is not there yet, and
   * Spark's settings of it, as {@code name=value,name=value} or {@code -}.
   */
  public static void main(String[] arguments) {
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate()) {
      for (int i = 0; i < arguments.length; i += 3) {
        List<String> settings =
            arguments[i + 2].equals("-") ? List.of() : Arrays.asList(arguments[i + 2].split(","));
        settings.forEach(
            setting -> spark.conf().set(setting.split("=")[0], setting.split("=")[1]));
        DataFrameWriter<Row> rows =
            spark.read().parquet(arguments[i].split(",")).coalesce(1).write();
        rows.parquet(arguments[i + 1]);
        settings.forEach(setting -> spark.conf().unset(setting.split("=")[0]));
      }
    }
  }
}
