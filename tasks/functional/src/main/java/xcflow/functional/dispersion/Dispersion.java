package xcflow.functional.dispersion;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Locale;
import java.util.Optional;
import xcflow.numerics.Element;

/**
 * A dispersion energy.
 *
 * @param energy hartree
 * @param gradient its derivative by the positions, hartree per bohr, x, y and z of each atom
 */
public record Dispersion(double energy, double[] gradient) {
    private static final int MESSAGE = 2048;

    /**
     * Of a molecule. One call at a time, and each with one thread: a sum in another order would
     * differ in its last digits.
     *
     * @param numbers atomic numbers
     * @param positions bohr, x, y and z of each atom in turn
     * @param charge of the molecule, which D4 takes into account
     * @throws DispersionException if the library is not installed, or refuses the molecule
     */
    public static synchronized Dispersion of(
            Damping damping, int[] numbers, double[] positions, int charge) {
        DispersionLibrary library = DispersionLibrary.required(damping.model());
        refuseHeavier(damping.model(), numbers);
        if (numbers.length == 0) {
            return new Dispersion(0, new double[0]);
        }
        Optional<Function> threads = library.used("omp_set_num_threads");
        int before =
                library.used("omp_get_max_threads").map(f -> f.invokeInt(new Object[0])).orElse(1);
        threads.ifPresent(f -> f.invokeVoid(new Object[] {1}));
        try (Call call = new Call(library)) {
            return call.dispersion(damping, numbers, positions, charge);
        } finally {
            threads.ifPresent(f -> f.invokeVoid(new Object[] {before}));
        }
    }

    private static void refuseHeavier(DispersionModel model, int[] numbers) {
        for (int number : numbers) {
            if (number > model.heaviest()) {
                throw new DispersionException(
                        String.format(
                                Locale.ROOT,
                                "%s has no parameters of %s: it knows the elements up to %s",
                                model.title(),
                                Element.ofNumber(number),
                                Element.ofNumber(model.heaviest())));
            }
        }
    }

    /** Handles of one calculation, which are given back. */
    private static final class Call implements AutoCloseable {
        private final DispersionLibrary library;
        private final Pointer error;
        private Pointer structure;
        private Pointer model;
        private Pointer damping;

        Call(DispersionLibrary library) {
            this.library = library;
            error = pointer("new_error");
        }

        Dispersion dispersion(Damping wanted, int[] numbers, double[] positions, int charge) {
            int atoms = numbers.length;
            boolean d4 = wanted.model() == DispersionModel.D4;
            structure =
                    d4
                            ? pointer(
                                    "new_structure",
                                    error,
                                    atoms,
                                    numbers,
                                    positions,
                                    new double[] {charge},
                                    Pointer.NULL,
                                    Pointer.NULL)
                            : pointer(
                                    "new_structure",
                                    error,
                                    atoms,
                                    numbers,
                                    positions,
                                    Pointer.NULL,
                                    Pointer.NULL);
            check();
            model = pointer(d4 ? "new_d4_model" : "new_d3_model", error, structure);
            check();
            // Three-body terms and the exponent of their damping are each library's default.
            damping =
                    pointer(
                            "new_rational_damping",
                            error,
                            wanted.s6(),
                            wanted.s8(),
                            d4 ? 1.0 : 0.0,
                            wanted.a1(),
                            wanted.a2(),
                            d4 ? 16.0 : 14.0);
            check();
            double[] energy = new double[1];
            double[] gradient = new double[3 * atoms];
            double[] virial = new double[9];
            library.function("get_dispersion")
                    .invokeVoid(
                            new Object[] {
                                error, structure, model, damping, energy, gradient, virial
                            });
            check();
            return new Dispersion(energy[0], gradient);
        }

        private Pointer pointer(String name, Object... arguments) {
            return library.function(name).invokePointer(arguments);
        }

        private void check() {
            if (library.function("check_error").invokeInt(new Object[] {error}) == 0) {
                return;
            }
            byte[] message = new byte[MESSAGE];
            library.function("get_error")
                    .invokeVoid(new Object[] {error, message, new IntByReference(MESSAGE)});
            throw new DispersionException(
                    library.title() + " refuses: " + Native.toString(message).strip());
        }

        @Override
        public void close() {
            delete("delete_param", damping);
            delete("delete_model", model);
            delete("delete_structure", structure);
            delete("delete_error", error);
        }

        private void delete(String name, Pointer handle) {
            if (handle != null) {
                library.function(name).invokeVoid(new Object[] {new PointerByReference(handle)});
            }
        }
    }
}
