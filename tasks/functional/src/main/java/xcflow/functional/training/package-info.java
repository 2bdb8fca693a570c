/**
 * Training of neural functionals: the cloning loss as a least-squares problem, its gradients, and
 * its minimisation. The main type is {@link xcflow.functional.training.Training}.
 */
package xcflow.functional.training;
