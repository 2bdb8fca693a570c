package xcflow.functional.reference;

/** Parts of functionals of the density and its gradient. */
final class GradientReferences {
    private static final double PBE_BETA = 0.06672455060314922;
    private static final double PBE_MU = PBE_BETA * Math.PI * Math.PI / 3;

    private static final String PBE =
            "J. P. Perdew, K. Burke and M. Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996)";
    private static final String PBESOL = "J. P. Perdew et al., Phys. Rev. Lett. 100, 136406 (2008)";
    private static final double PW91_BETA = Pw91HighDensity.NU * 0.004235;
    private static final String PW91 = "J. P. Perdew et al., Phys. Rev. B 46, 6671 (1992)";
    private static final String PW92 = "J. P. Perdew and Y. Wang, Phys. Rev. B 45, 13244 (1992)";

    static final Reference SLATER =
            Reference.exchange(
                    "slater",
                    "LDA_X",
                    "Exchange of the uniform electron gas",
                    "P. A. M. Dirac, Math. Proc. Camb. Philos. Soc. 26, 376 (1930)",
                    new SlaterExchange());
    static final Reference PBE_X =
            Reference.exchange(
                    "pbe_x",
                    "GGA_X_PBE",
                    "Exchange of PBE",
                    PBE,
                    new GradientExchange(new PbeExchange(0.804, PBE_MU)));
    static final Reference PBESOL_X =
            Reference.exchange(
                    "pbesol_x",
                    "GGA_X_PBE_SOL",
                    "Exchange of PBEsol",
                    PBESOL,
                    new GradientExchange(new PbeExchange(0.804, 10.0 / 81)));
    static final Reference REVPBE_X =
            Reference.exchange(
                    "revpbe_x",
                    "GGA_X_PBE_R",
                    "Exchange of revPBE",
                    "Y. Zhang and W. Yang, Phys. Rev. Lett. 80, 890 (1998)",
                    new GradientExchange(new PbeExchange(1.245, PBE_MU)));
    static final Reference PW92_C =
            Reference.correlation(
                    "pw92",
                    "LDA_C_PW",
                    "Correlation of the uniform electron gas, with the constants as printed",
                    PW92,
                    new LocalCorrelation(Pw92.AS_PRINTED));
    static final Reference PW92_MOD =
            Reference.correlation(
                    "pw92_mod",
                    "LDA_C_PW_MOD",
                    "Correlation of the uniform electron gas, with more digits, as in PBE",
                    PW92,
                    new LocalCorrelation(Pw92.MORE_DIGITS));
    static final Reference VWN5 =
            Reference.correlation(
                    "vwn5",
                    "LDA_C_VWN",
                    "Correlation of the uniform electron gas, formula V",
                    "S. H. Vosko, L. Wilk and M. Nusair, Can. J. Phys. 58, 1200 (1980)",
                    new LocalCorrelation(Vwn5.MONTE_CARLO));
    static final Reference VWN_RPA =
            Reference.correlation(
                    "vwn_rpa",
                    "LDA_C_VWN_RPA",
                    "Correlation of the uniform electron gas in the random-phase approximation",
                    "S. H. Vosko, L. Wilk and M. Nusair, Can. J. Phys. 58, 1200 (1980)",
                    new LocalCorrelation(Vwn5.RANDOM_PHASE));
    static final Reference PBE_C =
            Reference.correlation(
                    "pbe_c",
                    "GGA_C_PBE",
                    "Correlation of PBE",
                    PBE,
                    new PbeCorrelation(PBE_BETA, PbeCorrelation.GAMMA, Pw92.MORE_DIGITS));
    static final Reference PBESOL_C =
            Reference.correlation(
                    "pbesol_c",
                    "GGA_C_PBE_SOL",
                    "Correlation of PBEsol",
                    PBESOL,
                    new PbeCorrelation(0.046, PbeCorrelation.GAMMA, Pw92.MORE_DIGITS));

    static final Reference RPBE_X =
            Reference.exchange(
                    "rpbe_x",
                    "GGA_X_RPBE",
                    "Exchange of RPBE",
                    "B. Hammer, L. B. Hansen and J. K. Nørskov, Phys. Rev. B 59, 7413 (1999)",
                    new GradientExchange(new RpbeExchange(0.804, PBE_MU)));
    static final Reference B88 =
            Reference.exchange(
                    "b88",
                    "GGA_X_B88",
                    "Becke's exchange of 1988",
                    "A. D. Becke, Phys. Rev. A 38, 3098 (1988)",
                    new GradientExchange(new B88Exchange()));
    static final Reference LYP =
            Reference.correlation(
                    "lyp",
                    "GGA_C_LYP",
                    "Correlation of Lee, Yang and Parr",
                    "C. Lee, W. Yang and R. G. Parr, Phys. Rev. B 37, 785 (1988)",
                    new LypCorrelation());
    static final Reference PW91_X =
            Reference.exchange(
                    "pw91_x",
                    "GGA_X_PW91",
                    "Exchange of PW91",
                    PW91,
                    new GradientExchange(new Pw91Exchange()));
    static final Reference PW91_C =
            Reference.correlation(
                    "pw91_c",
                    "GGA_C_PW91",
                    "Correlation of PW91",
                    PW91,
                    new PbeCorrelation(
                            PW91_BETA, PW91_BETA * PW91_BETA / (2 * 0.09), Pw92.AS_PRINTED),
                    new Pw91HighDensity());
    static final Reference P86 =
            Reference.correlation(
                    "p86",
                    "GGA_C_P86",
                    "Perdew's correlation of 1986",
                    "J. P. Perdew, Phys. Rev. B 33, 8822 (1986)",
                    new LocalCorrelation(new Pz81()),
                    new P86Correlation());

    private GradientReferences() {}
}
