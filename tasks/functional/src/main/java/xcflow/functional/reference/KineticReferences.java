package xcflow.functional.reference;

/** Parts of functionals of the kinetic energy density. */
final class KineticReferences {
    private static final String SCAN =
            "J. Sun, A. Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402 (2015)";
    private static final String R2SCAN =
            "J. W. Furness et al., J. Phys. Chem. Lett. 11, 8208 (2020)";
    private static final String RSCAN =
            "A. P. Bartók and J. R. Yates, J. Chem. Phys. 150, 161101 (2019)";
    private static final String TPSS_PAPER =
            "J. Tao, J. P. Perdew, V. N. Staroverov and G. E. Scuseria, Phys. Rev. Lett. 91, 146401"
                    + " (2003)";
    private static final String REVTPSS =
            "J. P. Perdew et al., Phys. Rev. Lett. 103, 026403 (2009)";

    private static final String M06L_PAPER =
            "Y. Zhao and D. G. Truhlar, J. Chem. Phys. 125, 194101 (2006)";

    static final Reference R2SCAN_X =
            Reference.exchange(
                    "r2scan_x",
                    "MGGA_X_R2SCAN",
                    "Exchange of r2SCAN",
                    R2SCAN,
                    new KineticExchange(new R2ScanExchange()));
    static final Reference R2SCAN_C =
            Reference.correlation(
                    "r2scan_c",
                    "MGGA_C_R2SCAN",
                    "Correlation of r2SCAN",
                    R2SCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.SMOOTH_CORRELATION, R2ScanExchange::alpha, true)));
    static final Reference SCAN_X =
            Reference.exchange(
                    "scan_x",
                    "MGGA_X_SCAN",
                    "Exchange of SCAN",
                    SCAN,
                    new KineticExchange(
                            new ScanExchange(ScanSwitch.EXCHANGE, KineticDensity::alpha), true));
    static final Reference SCAN_C =
            Reference.correlation(
                    "scan_c",
                    "MGGA_C_SCAN",
                    "Correlation of SCAN",
                    SCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.CORRELATION, KineticDensity::alpha, false),
                            true));
    static final Reference RSCAN_X =
            Reference.exchange(
                    "rscan_x",
                    "MGGA_X_RSCAN",
                    "Exchange of rSCAN",
                    RSCAN,
                    new KineticExchange(
                            new ScanExchange(ScanSwitch.SMOOTH_EXCHANGE, new RScanAlpha())));
    static final Reference RSCAN_C =
            Reference.correlation(
                    "rscan_c",
                    "MGGA_C_RSCAN",
                    "Correlation of rSCAN",
                    RSCAN,
                    new KineticCorrelation(
                            new ScanCorrelation(
                                    ScanSwitch.SMOOTH_CORRELATION, new RScanAlpha(), false)));
    static final Reference TPSS_X =
            Reference.exchange(
                    "tpss_x",
                    "MGGA_X_TPSS",
                    "Exchange of TPSS",
                    TPSS_PAPER,
                    new KineticExchange(TpssExchange.TPSS));
    static final Reference TPSS_C =
            Reference.correlation(
                    "tpss_c",
                    "MGGA_C_TPSS",
                    "Correlation of TPSS",
                    TPSS_PAPER,
                    new KineticCorrelation(TpssCorrelation.TPSS));
    static final Reference REVTPSS_X =
            Reference.exchange(
                    "revtpss_x",
                    "MGGA_X_REVTPSS",
                    "Exchange of revTPSS",
                    REVTPSS,
                    new KineticExchange(TpssExchange.REVISED));
    static final Reference REVTPSS_C =
            Reference.correlation(
                    "revtpss_c",
                    "MGGA_C_REVTPSS",
                    "Correlation of revTPSS",
                    REVTPSS,
                    new KineticCorrelation(TpssCorrelation.REVISED));
    static final Reference M06L_X =
            Reference.exchange(
                    "m06l_x",
                    "MGGA_X_M06_L",
                    "Exchange of M06-L",
                    M06L_PAPER,
                    new KineticExchange(new M06LExchange()));
    static final Reference M06L_C =
            Reference.correlation(
                    "m06l_c",
                    "MGGA_C_M06_L",
                    "Correlation of M06-L",
                    M06L_PAPER,
                    new KineticCorrelation(new M06LCorrelation()));
    static final Reference MS2_X =
            Reference.exchange(
                    "ms2_x",
                    "MGGA_X_MS2",
                    "Exchange of MS2",
                    "J. Sun et al., J. Chem. Phys. 138, 044113 (2013)",
                    new KineticExchange(new Ms2Exchange()));

    private KineticReferences() {}
}
