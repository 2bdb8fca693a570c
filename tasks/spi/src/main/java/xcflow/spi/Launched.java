package xcflow.spi;

import java.util.List;

/**
 * A command that says how the virtual machine is best set up for it. The launcher must know before
 * Java starts: the build asks every command once and writes the answers into the launcher's table.
 * A command that says nothing, or that a plug-in brings after the build, gets {@link
 * LaunchProfile#COMPUTE}. Only time depends on it, never a result.
 */
public interface Launched {

    /**
     * The profiles that it wants: the first whose condition holds for the arguments is taken. Must
     * depend on nothing; a command below another answers for itself alone.
     */
    List<ProfileRule> profiles();
}
