/**
 * The one seam through which everything calculates. An {@link xcflow.engine.Engine} is found by the
 * service loader, prepares a structure with its own settings, and solves it for one functional
 * after another.
 */
package xcflow.engine;
