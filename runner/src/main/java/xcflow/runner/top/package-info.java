/** What runs, as a table on the terminal that is drawn again and again. */
package xcflow.runner.top;
