/** runner. */
package xcflow.runner;
