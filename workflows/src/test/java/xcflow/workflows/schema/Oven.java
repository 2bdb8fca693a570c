package xcflow.workflows.schema;

import java.util.List;
import java.util.Optional;
import xcflow.spi.Describe;
import xcflow.spi.Formerly;
import xcflow.spi.Selectable;
import xcflow.spi.Selected;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskInfo;

/** A kind of plug-in for tests, with two of it and a task that selects one. */
public interface Oven extends Selectable {

    /** One with settings that all have defaults. */
    final class Gas implements Oven {
        /** Settings. */
        public record Settings(
                @Describe(value = "Flame.", defaultValue = "3", min = 1, max = 9) int flame,
                @Describe(value = "Name of a tin.", defaultValue = "round") String tin,
                @Describe("Shelf.") Optional<Shelf> shelf) {}

        /** A map inside of the settings. */
        public record Shelf(
                @Describe(value = "Height.", unit = "cm", defaultValue = "20") double height) {}

        @Override
        public String name() {
            return "gas";
        }

        @Override
        public String title() {
            return "A flame.";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }
    }

    /** One with a setting that must be given. */
    final class Wood implements Oven {
        /** Settings. */
        public record Settings(@Describe("Kind of wood.") String wood) {}

        @Override
        public String name() {
            return "wood";
        }

        @Override
        public String title() {
            return "Logs.";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }
    }

    /** Bakes. */
    @TaskInfo(name = "bake", version = "1", title = "Bake", description = "Bakes.")
    final class Bake implements Task<Bake.Inputs, Bake.Outputs> {
        /** Inputs. */
        public record Inputs(
                @Describe("What.") List<String> loaves,
                @Describe(value = "Where.", defaultValue = "{oven: gas, gas: {tin: square}}")
                        @Formerly(value = "flame", now = "gas.flame")
                        @Formerly(value = "height", now = "gas.shelf.height")
                        @Formerly(value = "gas-settings", now = "gas")
                        Selected<Oven> oven) {}

        /** Outputs. */
        public record Outputs(@Describe("Number.") int count) {}

        @Override
        public Class<Inputs> inputs() {
            return Inputs.class;
        }

        @Override
        public Class<Outputs> outputs() {
            return Outputs.class;
        }

        @Override
        public Outputs run(Inputs inputs, TaskContext context) {
            return new Outputs(inputs.loaves().size());
        }
    }
}
