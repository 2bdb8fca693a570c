"""What molecules and crystals have in common."""

import numpy as np
import xcflow_adapter as xa
from pyscf.dft import libxc


def set_functional(mf, functional):
    """Of libxc by name, or an exported one of xcflow."""
    if functional.libxc:
        mf.xc = " + ".join(functional.libxc)
        try:
            libxc.parse_xc(mf.xc)
        except (KeyError, ValueError) as e:
            raise xa.Failure(f"PySCF's libxc has no {' + '.join(functional.libxc)}: {e}") from e
        return
    try:
        functional.module().pyscf(mf)
    except ImportError as e:
        raise xa.Failure(f"the exported functional {functional.name} cannot be imported: {e}", "crashed") from e


def formula(symbols):
    return "".join(s + (str(symbols.count(s)) if symbols.count(s) > 1 else "") for s in sorted(set(symbols)))


def converge(mf, request, dm):
    """Runs the self-consistent field, with safer settings if it does not converge."""
    mf.xcflow_iterations = 0
    mf.xcflow_attempt = 1

    def callback(envs):
        mf.xcflow_iterations += 1
        state = f"gradient {float(np.max(envs.get('norm_gorb', 0))):7.1e}"
        if mf.xcflow_attempt > 1:
            state += f"  (attempt {mf.xcflow_attempt})"
        request.iteration(mf.xcflow_iterations, float(np.real(envs["e_tot"])), state)

    mf.callback = callback
    mf.kernel(dm0=dm)
    if not mf.converged:
        mf.xcflow_attempt = 2
        shift, mf.level_shift, mf.max_cycle = mf.level_shift, 0.3, 2 * mf.max_cycle
        mf.kernel(dm0=mf.make_rdm1())
        mf.level_shift = shift
        if mf.converged:
            # Levels without the shift, from the same density.
            mf.kernel(dm0=mf.make_rdm1())
    if not mf.converged:
        raise xa.NotConverged(
            f"{request.structure.name} with {request.functional.name} did not converge in "
            f"{mf.xcflow_iterations} iterations of PySCF")


def start(request, mf):
    """Density matrices that a calculation begins with; None: PySCF's own guess."""
    if request.start is None:
        return None
    with np.load(request.start, allow_pickle=False) as arrays:
        dm = arrays["dm"]
    wanted = np.shape(mf.get_init_guess(key="1e"))
    if dm.shape != wanted:
        raise xa.Failure(f"the start has the shape {dm.shape} instead of {wanted}: begin without it")
    return dm


def save(path, dm):
    with open(path, "wb") as file:
        np.savez(file, dm=np.asarray(dm))


def variables(weights, rho, meta):
    """Columns of a data set from PySCF's rows: density, three derivatives and tau, of both spins."""
    up, down = rho
    product = lambda a, b: np.einsum("xi,xi->i", a[1:4], b[1:4])
    arrays = {"weight": weights, "rho_a": up[0], "rho_b": down[0], "sigma_aa": product(up, up),
              "sigma_ab": product(up, down), "sigma_bb": product(down, down)}
    if meta:
        arrays["tau_a"], arrays["tau_b"] = up[4], down[4]
    return arrays
