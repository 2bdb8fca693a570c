"""Nothing is infinite or not a number where densities vanish, and spins and axes are alike."""

import numpy as np
import torch

import check

module, _ = check.load()
densities = [0.0, -1e-12, 1e-320, 1e-16, 5.0001e-16, 1e-14, 1e-10, 1e-3, 1.0, 1e4]
gradients = [0.0, 1e-200, 1e-20, 1e-8, 1.0, 1e8]
rho, grad = [], []
for up in densities:
    for down in densities:
        for a in gradients:
            for b in gradients:
                rho.append([up, down])
                grad.append([[a, 0, 0], [0.6 * b, 0.8 * b, 0]])
rho, grad = np.array(rho).T.copy(), np.moveaxis(np.array(grad), 0, -1).copy()


def values(rho, grad):
    density = torch.tensor(rho, requires_grad=True)
    gradient = torch.tensor(grad, requires_grad=True)
    energy = module.get_exc_density({"density": density, "grad": gradient})
    by = torch.autograd.grad(energy.sum(), (density, gradient))
    return [x.detach().numpy() for x in (energy, *by)]


energy, by_density, by_gradient = values(rho, grad)
for found in (energy, by_density, by_gradient):
    assert np.all(np.isfinite(found)), np.argwhere(~np.isfinite(found))[:5]
nothing = np.all(rho <= 0, axis=0)
assert nothing.sum() == 4 * 36 and not np.any(energy[nothing])

swapped = values(rho[::-1].copy(), grad[::-1].copy())
close = dict(rtol=1e-9, atol=1e-300)
np.testing.assert_allclose(swapped[0], energy, **close)
turned = values(rho, np.stack([grad[:, 2], grad[:, 0], grad[:, 1]], axis=1))
np.testing.assert_allclose(turned[0], energy, **close)

# as skala and GauXC call it: by keyword, with features that it does not ask for, in float32 too
mol = {
    "density": torch.tensor(rho[:, :50]).float(),
    "grad": torch.tensor(grad[:, :, :50]).float(),
    "grid_weights": torch.full((50,), 0.5),
    "kin": torch.zeros((2, 50)),
}
assert module.get_exc(mol=mol).dtype == torch.float64
assert torch.isfinite(module.get_exc(mol=mol))
