package xcflow.campaign.command;

import java.util.List;
import xcflow.spi.CommandProvider;

/** The scientific commands, in the order of the help page. */
public final class ScienceCommands implements CommandProvider {

    @Override
    public List<Command> commands() {
        return List.of();
    }
}
