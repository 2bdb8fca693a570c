package xcflow.functional.libxc;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.DoubleByReference;
import com.sun.jna.ptr.IntByReference;

/** The functions of libxc's C interface that are used; their names and meaning are libxc's. */
interface LibxcLibrary extends Library {
    int UNPOLARIZED = 1;
    int POLARIZED = 2;

    int EXCHANGE = 0;
    int CORRELATION = 1;
    int EXCHANGE_CORRELATION = 2;
    int KINETIC = 3;

    int FAMILY_LDA = 1;
    int FAMILY_GGA = 2;
    int FAMILY_MGGA = 4;
    int FAMILY_LCA = 8;
    int FAMILY_OEP = 16;
    int FAMILY_HYB_GGA = 32;
    int FAMILY_HYB_MGGA = 64;
    int FAMILY_HYB_LDA = 128;

    int FLAGS_HAVE_EXC = 1;
    int FLAGS_HAVE_VXC = 1 << 1;
    int FLAGS_1D = 1 << 5;
    int FLAGS_2D = 1 << 6;
    int FLAGS_HYB_CAMY = 1 << 9;
    int FLAGS_VV10 = 1 << 10;
    int FLAGS_HYB_LCY = 1 << 12;
    int FLAGS_NEEDS_LAPLACIAN = 1 << 15;

    void xc_version(IntByReference major, IntByReference minor, IntByReference micro);

    int xc_functional_get_number(String name);

    Pointer xc_func_alloc();

    int xc_func_init(Pointer functional, int number, int spin);

    void xc_func_end(Pointer functional);

    void xc_func_free(Pointer functional);

    Pointer xc_func_get_info(Pointer functional);

    int xc_func_info_get_kind(Pointer info);

    int xc_func_info_get_family(Pointer info);

    int xc_func_info_get_flags(Pointer info);

    int xc_func_info_get_n_ext_params(Pointer info);

    String xc_func_info_get_ext_params_name(Pointer info, int number);

    void xc_lda_exc_vxc(Pointer functional, long points, double[] rho, double[] zk, double[] vrho);

    void xc_gga_exc_vxc(
            Pointer functional,
            long points,
            double[] rho,
            double[] sigma,
            double[] zk,
            double[] vrho,
            double[] vsigma);

    void xc_mgga_exc_vxc(
            Pointer functional,
            long points,
            double[] rho,
            double[] sigma,
            double[] lapl,
            double[] tau,
            double[] zk,
            double[] vrho,
            double[] vsigma,
            double[] vlapl,
            double[] vtau);

    /** Since libxc 6. */
    int xc_hyb_type(Pointer functional);

    void xc_hyb_cam_coef(
            Pointer functional,
            DoubleByReference omega,
            DoubleByReference alpha,
            DoubleByReference beta);
}
