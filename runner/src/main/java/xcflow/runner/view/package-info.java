/**
 * How records look to whoever reads them: the one model from which the command line, its JSON, the
 * reports and the pages take what they show.
 */
package xcflow.runner.view;
