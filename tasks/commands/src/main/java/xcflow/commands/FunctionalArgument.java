package xcflow.commands;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.UnknownFunctionalException;
import xcflow.spi.RecordedFunctionals;

/** A functional named on the command line; what is wrong with it is the user's to know. */
final class FunctionalArgument {
    private FunctionalArgument() {}

    static Functional resolve(String nameOrFile, CommandSpec command) {
        try {
            return Functionals.resolve(nameOrFile);
        } catch (UnknownFunctionalException e) {
            return recorded(nameOrFile, e, command);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The version on record that is called so, if the project has one. */
    private static Functional recorded(
            String name, UnknownFunctionalException unknown, CommandSpec command) {
        try {
            if (command.root().userObject() instanceof RecordedFunctionals records) {
                var file = records.file(name);
                if (file.isPresent()) {
                    return Functionals.read(file.get());
                }
            }
            throw new ParameterException(command.commandLine(), unknown.getMessage(), unknown);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** A functional whose exchange and correlation can be looked at one by one. */
    static Separable separable(String nameOrFile, CommandSpec command) {
        var functional = resolve(nameOrFile, command);
        if (!functional.exactExchange().isNone()) {
            throw new ParameterException(
                    command.commandLine(),
                    nameOrFile
                            + " takes exact exchange, which is no function of the density at a"
                            + " point: give its parts.");
        }
        if (functional instanceof Separable separable) {
            return separable;
        }
        throw new ParameterException(
                command.commandLine(),
                nameOrFile + " cannot be divided into exchange and correlation.");
    }
}
