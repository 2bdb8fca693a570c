/* ---------------------------------------------------------------------------------------------
 * Networks. The channels of a number (its value and derivatives) lie one after the other.
 * ------------------------------------------------------------------------------------------- */
@LAYERS@

static INLINE void layer(int nc, const double *w, const double *b, int in, int out, const vec *a, vec *z) {
    switch (nc) {
        case 2: layer_2(w, b, in, out, a, z); break;
        case 3: layer_3(w, b, in, out, a, z); break;
        case 4: layer_4(w, b, in, out, a, z); break;
        case 6: layer_6(w, b, in, out, a, z); break;
        default: layer_10(w, b, in, out, a, z); break;
    }
}

/* The activation of one neuron, in place. */
static INLINE void activate(N, int activation, vec *z) {
    vec f, f1, f2;
    if (activation == GELU) {
        vec share = share_below(z[0]);
        vec gaussian = 0.39894228040143267794 * vexp(-0.5 * z[0] * z[0]);
        f = z[0] * share;
        f1 = share + z[0] * gaussian;
        f2 = (2 - z[0] * z[0]) * gaussian;
    } else if (activation == TANH) {
        f = rational_tanh(z[0]);
        f1 = 1 - f * f;
        f2 = -2 * f * f1;
    } else {
        vec t = rational_tanh(0.5 * z[0]);
        vec sigmoid = 0.5 + 0.5 * t;
        f = z[0] * sigmoid;
        f1 = sigmoid * (1 + z[0] * (1 - sigmoid));
        f2 = 0.25 * (1 - t * t) * (2 - z[0] * t);
    }
    vec *d = z + 1;
    vec *h = z + 1 + nv;
    SECOND(h[ij] = f1 * h[ij] + f2 * (d[i] * d[j]))
    FIRST(d[i] *= f1)
    z[0] = f;
}

/* The value of an activation at z, and its derivative. */
static INLINE vec activated(int activation, vec z, vec *derivative) {
    if (activation == GELU) {
        vec share = share_below(z);
        *derivative = share + z * 0.39894228040143267794 * vexp(-0.5 * z * z);
        return z * share;
    }
    vec t = rational_tanh(activation == TANH ? z : 0.5 * z);
    if (activation == TANH) {
        *derivative = 1 - t * t;
        return t;
    }
    vec sigmoid = 0.5 + 0.5 * t;
    *derivative = sigmoid * (1 + z * (1 - sigmoid));
    return z * sigmoid;
}

/* First derivatives backwards from the output: for several variables it is less than forwards.
 * Values and what goes backwards are in a, the derivatives of the activations in z. */
static INLINE jet backwards(int nv, int activation, int inputs, int width, int depth,
                            const double *w, const jet *in, vec *a, vec *z) {
    const int most = inputs > width ? inputs : width;
    vec *from = a, *to = a + most;
    for (int m = 0; m < inputs; m++) from[m] = in[m].v;
    int fan = inputs;
    for (int l = 0; l < depth; l++) {
        layer_1(w, w + width * fan, fan, width, from, to);
        for (int m = 0; m < width; m++) to[m] = activated(activation, to[m], z + l * width + m);
        w += width * (fan + 1);
        fan = width;
        vec *t = from;
        from = to;
        to = t;
    }
    layer_1(w, w + fan, fan, 1, from, to);
    jet r = constant(to[0]);
    for (int m = 0; m < fan; m++) from[m] = splat(w[m]);
    for (int l = depth - 1; l >= 0; l--) {
        fan = l ? width : inputs;
        w -= width * (fan + 1);
        for (int m = 0; m < width; m++) from[m] *= z[l * width + m];
        transposed(w, width, fan, from, to);
        vec *t = from;
        from = to;
        to = t;
    }
    for (int m = 0; m < inputs; m++) {
        FIRST(r.d[i] += from[m] * in[m].d[i])
    }
    return r;
}

static INLINE jet network(N, int activation, int inputs, int width, int depth, const double *w,
                          const jet *in, vec *a, vec *z) {
    if (order == 1 && nv > 1) return backwards(nv, activation, inputs, width, depth, w, in, a, z);
    const int nc = 1 + nv + (order > 1 ? nv * (nv + 1) / 2 : 0);
    for (int m = 0; m < inputs; m++) {
        vec *at = a + m * nc;
        at[0] = in[m].v;
        FIRST(at[1 + i] = in[m].d[i])
        SECOND(at[1 + nv + ij] = in[m].h[ij])
    }
    int fan = inputs;
    for (int l = 0; l < depth; l++) {
        layer(nc, w, w + width * fan, fan, width, a, z);
        for (int m = 0; m < width; m++) activate(n_, activation, z + m * nc);
        w += width * (fan + 1);
        fan = width;
        vec *t = a;
        a = z;
        z = t;
    }
    layer(nc, w, w + fan, fan, 1, a, z);
    jet r = constant(z[0]);
    FIRST(r.d[i] = z[1 + i])
    SECOND(r.h[ij] = z[1 + nv + ij])
    return r;
}

