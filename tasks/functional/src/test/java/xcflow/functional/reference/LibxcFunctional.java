package xcflow.functional.reference;

/**
 * The functionals in the table of libxc's values, with the density that libxc puts in the place of
 * an empty spin channel before it evaluates anything. Ours takes the limit of zero.
 */
enum LibxcFunctional {
    LDA_X(1e-15),
    LDA_C_PW(1e-15),
    LDA_C_PW_MOD(1e-15),
    LDA_C_VWN(1e-15),
    GGA_X_PBE(1e-15),
    GGA_C_PBE(1e-12),
    GGA_X_PBE_SOL(1e-15),
    GGA_C_PBE_SOL(1e-12),
    GGA_X_PBE_R(1e-15),
    GGA_X_RPBE(1e-15),
    GGA_X_B88(1e-15),
    GGA_C_LYP(1e-14),
    GGA_X_PW91(1e-15),
    GGA_C_PW91(1e-12),
    GGA_C_P86(1e-15);

    final double threshold;

    LibxcFunctional(double threshold) {
        this.threshold = threshold;
    }
}
