package xcflow.runner.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of threads that a machine may have; 0 stands for all. */
final class JobCount implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
        int count;
        try {
            count = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            count = -1;
        }
        if (count < 0 || count > MOST) {
            throw new TypeConversionException(
                    "'" + text + "' is not a whole number from 1 to " + MOST);
        }
        return count;
    }
}
