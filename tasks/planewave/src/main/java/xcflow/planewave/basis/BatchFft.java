package xcflow.planewave.basis;

/**
 * Discrete Fourier transforms of one length over many columns at once: X[k][c] = Σ_j x[j][c]
 * e^{−2πi jk/n}. Stockham's self-sorting algorithm with radices 5, 4, 3 and 2; because the columns
 * are the innermost index, every inner loop has constant twiddle factors and unit stride. The
 * inverse (unscaled) is the same call with real and imaginary parts exchanged. Immutable.
 */
final class BatchFft {
    private static final double SIN_60 = Math.sqrt(3) / 2;
    private static final double COS_72 = (Math.sqrt(5) - 1) / 4;
    private static final double COS_144 = -(Math.sqrt(5) + 1) / 4;
    private static final double SIN_72 = Math.sin(2 * Math.PI / 5);
    private static final double SIN_144 = Math.sin(4 * Math.PI / 5);

    private final int n;
    private final int[] radices;
    private final double[] cos;
    private final double[] sin;

    /**
     * @param n length, a product of 2, 3 and 5
     */
    BatchFft(int n) {
        this.n = n;
        this.radices = radices(n);
        this.cos = new double[n];
        this.sin = new double[n];
        for (int k = 0; k < n; k++) {
            cos[k] = Math.cos(2 * Math.PI * k / n);
            sin[k] = -Math.sin(2 * Math.PI * k / n);
        }
    }

    private static int[] radices(int n) {
        int[] found = new int[32];
        int count = 0;
        int rest = n;
        for (int radix : new int[] {5, 4, 3, 2}) {
            while (rest % radix == 0) {
                found[count++] = radix;
                rest /= radix;
            }
        }
        if (rest != 1) {
            throw new IllegalArgumentException(n + " is not a product of 2, 3 and 5");
        }
        return java.util.Arrays.copyOf(found, count);
    }

    /** Whether {@link #transform} leaves its result in the work arrays. */
    boolean resultInWork() {
        return radices.length % 2 == 1;
    }

    /**
     * @param re real parts [n × columns], destroyed or overwritten with the result
     * @param im imaginary parts
     * @param workRe scratch space of the same size, which may receive the result instead
     * @param workIm scratch space
     */
    void transform(double[] re, double[] im, double[] workRe, double[] workIm, int columns) {
        double[] xr = re;
        double[] xi = im;
        double[] yr = workRe;
        double[] yi = workIm;
        int length = n;
        int stride = columns;
        for (int radix : radices) {
            int m = length / radix;
            int twiddle = n / length;
            for (int j = 0; j < m; j++) {
                int from = j * stride;
                int to = j * radix * stride;
                int w = j * twiddle;
                switch (radix) {
                    case 2 -> two(xr, xi, yr, yi, from, m * stride, to, stride, w);
                    case 3 -> three(xr, xi, yr, yi, from, m * stride, to, stride, w);
                    case 4 -> four(xr, xi, yr, yi, from, m * stride, to, stride, w);
                    default -> five(xr, xi, yr, yi, from, m * stride, to, stride, w);
                }
            }
            length = m;
            stride *= radix;
            double[] swap = xr;
            xr = yr;
            yr = swap;
            swap = xi;
            xi = yi;
            yi = swap;
        }
    }

    private void two(
            double[] xr,
            double[] xi,
            double[] yr,
            double[] yi,
            int a,
            int d,
            int to,
            int s,
            int w) {
        double c = cos[w];
        double e = sin[w];
        int b = a + d;
        int o = to + s;
        for (int q = 0; q < s; q++) {
            double ar = xr[a + q];
            double ai = xi[a + q];
            double br = xr[b + q];
            double bi = xi[b + q];
            yr[to + q] = ar + br;
            yi[to + q] = ai + bi;
            double dr = ar - br;
            double di = ai - bi;
            yr[o + q] = dr * c - di * e;
            yi[o + q] = dr * e + di * c;
        }
    }

    private void three(
            double[] xr,
            double[] xi,
            double[] yr,
            double[] yi,
            int a,
            int d,
            int to,
            int s,
            int w) {
        double c1 = cos[w];
        double e1 = sin[w];
        double c2 = cos[2 * w];
        double e2 = sin[2 * w];
        int b = a + d;
        int c = b + d;
        int o1 = to + s;
        int o2 = o1 + s;
        for (int q = 0; q < s; q++) {
            double sr = xr[b + q] + xr[c + q];
            double si = xi[b + q] + xi[c + q];
            double dr = SIN_60 * (xr[b + q] - xr[c + q]);
            double di = SIN_60 * (xi[b + q] - xi[c + q]);
            double mr = xr[a + q] - 0.5 * sr;
            double mi = xi[a + q] - 0.5 * si;
            yr[to + q] = xr[a + q] + sr;
            yi[to + q] = xi[a + q] + si;
            double ur = mr + di;
            double ui = mi - dr;
            yr[o1 + q] = ur * c1 - ui * e1;
            yi[o1 + q] = ur * e1 + ui * c1;
            double vr = mr - di;
            double vi = mi + dr;
            yr[o2 + q] = vr * c2 - vi * e2;
            yi[o2 + q] = vr * e2 + vi * c2;
        }
    }

    private void four(
            double[] xr,
            double[] xi,
            double[] yr,
            double[] yi,
            int a,
            int d,
            int to,
            int s,
            int w) {
        double c1 = cos[w];
        double e1 = sin[w];
        double c2 = cos[2 * w];
        double e2 = sin[2 * w];
        double c3 = cos[3 * w];
        double e3 = sin[3 * w];
        int b = a + d;
        int c = b + d;
        int g = c + d;
        int o1 = to + s;
        int o2 = o1 + s;
        int o3 = o2 + s;
        for (int q = 0; q < s; q++) {
            double sr = xr[a + q] + xr[c + q];
            double si = xi[a + q] + xi[c + q];
            double tr = xr[b + q] + xr[g + q];
            double ti = xi[b + q] + xi[g + q];
            double ur = xr[a + q] - xr[c + q];
            double ui = xi[a + q] - xi[c + q];
            double vr = xi[b + q] - xi[g + q];
            double vi = xr[g + q] - xr[b + q];
            yr[to + q] = sr + tr;
            yi[to + q] = si + ti;
            double pr = ur + vr;
            double pi = ui + vi;
            yr[o1 + q] = pr * c1 - pi * e1;
            yi[o1 + q] = pr * e1 + pi * c1;
            double qr = sr - tr;
            double qi = si - ti;
            yr[o2 + q] = qr * c2 - qi * e2;
            yi[o2 + q] = qr * e2 + qi * c2;
            double rr = ur - vr;
            double ri = ui - vi;
            yr[o3 + q] = rr * c3 - ri * e3;
            yi[o3 + q] = rr * e3 + ri * c3;
        }
    }

    private void five(
            double[] xr,
            double[] xi,
            double[] yr,
            double[] yi,
            int a,
            int d,
            int to,
            int s,
            int w) {
        double c1 = cos[w];
        double e1 = sin[w];
        double c2 = cos[2 * w];
        double e2 = sin[2 * w];
        double c3 = cos[3 * w];
        double e3 = sin[3 * w];
        double c4 = cos[4 * w];
        double e4 = sin[4 * w];
        int b = a + d;
        int c = b + d;
        int f = c + d;
        int g = f + d;
        int o1 = to + s;
        int o2 = o1 + s;
        int o3 = o2 + s;
        int o4 = o3 + s;
        for (int q = 0; q < s; q++) {
            double ar = xr[a + q];
            double ai = xi[a + q];
            double p1r = xr[b + q] + xr[g + q];
            double p1i = xi[b + q] + xi[g + q];
            double m1r = xr[b + q] - xr[g + q];
            double m1i = xi[b + q] - xi[g + q];
            double p2r = xr[c + q] + xr[f + q];
            double p2i = xi[c + q] + xi[f + q];
            double m2r = xr[c + q] - xr[f + q];
            double m2i = xi[c + q] - xi[f + q];
            yr[to + q] = ar + p1r + p2r;
            yi[to + q] = ai + p1i + p2i;
            double ur = ar + COS_72 * p1r + COS_144 * p2r;
            double ui = ai + COS_72 * p1i + COS_144 * p2i;
            double vr = SIN_72 * m1i + SIN_144 * m2i;
            double vi = -SIN_72 * m1r - SIN_144 * m2r;
            double hr = ar + COS_144 * p1r + COS_72 * p2r;
            double hi = ai + COS_144 * p1i + COS_72 * p2i;
            double kr = SIN_144 * m1i - SIN_72 * m2i;
            double ki = SIN_72 * m2r - SIN_144 * m1r;
            double r1 = ur + vr;
            double i1 = ui + vi;
            yr[o1 + q] = r1 * c1 - i1 * e1;
            yi[o1 + q] = r1 * e1 + i1 * c1;
            double r2 = hr + kr;
            double i2 = hi + ki;
            yr[o2 + q] = r2 * c2 - i2 * e2;
            yi[o2 + q] = r2 * e2 + i2 * c2;
            double r3 = hr - kr;
            double i3 = hi - ki;
            yr[o3 + q] = r3 * c3 - i3 * e3;
            yi[o3 + q] = r3 * e3 + i3 * c3;
            double r4 = ur - vr;
            double i4 = ui - vi;
            yr[o4 + q] = r4 * c4 - i4 * e4;
            yi[o4 + q] = r4 * e4 + i4 * c4;
        }
    }
}
