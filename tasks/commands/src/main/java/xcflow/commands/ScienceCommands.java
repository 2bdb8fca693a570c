package xcflow.commands;

import java.util.List;
import xcflow.spi.CommandProvider;

/** The scientific commands, in the order of the help page. */
public final class ScienceCommands implements CommandProvider {
    private static final String FUNCTIONAL = "functional";

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("", new ScfCommand()),
                new Command("", new CorrelatedCommand()),
                new Command("", new EosCommand()),
                new Command("", new RelaxCommand()),
                new Command("", new MoleculeSetCommand()),
                new Command("", new EngineCommand()),
                new Command(FUNCTIONAL, new InspectCommand()),
                new Command(FUNCTIONAL, new EvaluateCommand()),
                new Command(FUNCTIONAL, new CompareCommand()),
                new Command(FUNCTIONAL, new ConstraintAuditCommand()),
                new Command(FUNCTIONAL, new PlotCommand()),
                new Command(FUNCTIONAL, new TrainCommand()),
                new Command(FUNCTIONAL, new RandomCommand()),
                new Command(FUNCTIONAL, new AddCommand()));
    }
}
