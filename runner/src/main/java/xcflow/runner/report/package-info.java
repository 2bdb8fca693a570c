/** Reports of runs: one self-contained page for people, JSON and CSV for programs. */
package xcflow.runner.report;
