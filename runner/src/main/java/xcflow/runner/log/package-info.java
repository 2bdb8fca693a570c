/** What the program says about itself: {@link xcflow.runner.log.Logging}. */
package xcflow.runner.log;
