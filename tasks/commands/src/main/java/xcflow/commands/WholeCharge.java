package xcflow.commands;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a charge; says that a fractional one is not possible rather than that it is no int. */
final class WholeCharge implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' is not a whole number: molecules have whole numbers of electrons");
        }
    }
}
