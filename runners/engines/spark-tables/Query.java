import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What {@code spark-sql --properties-file FILE -f FILE} does, which is in Spark's distribution and
 * on no registry: prints the rows of queries, their values with tabs between. Run as a source file.
 */
public final class Query {
  private Query() {}

  /** Takes the settings, and the files of the queries, of which each is a statement. */
  public static void main(String[] arguments) throws Exception {
    SparkSession.Builder builder =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false");
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] setting = line.strip().split("\\s+", 2);
      if (setting.length == 2) {
        builder.config(setting[0], setting[1]);
      }
    }
    try (SparkSession spark = builder.getOrCreate()) {
      for (int i = 1; i < arguments.length; i++) {
        for (Row row : spark.sql(Files.readString(Path.of(arguments[i]))).collectAsList()) {
          System.out.println("ROW\t" + row.mkString("\t"));
        }
      }
    }
  }
}
