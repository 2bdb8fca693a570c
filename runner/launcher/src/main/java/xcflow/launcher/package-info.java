/**
 * How the program is built on first use, and what its launcher {@code xcflow} reads: argument
 * files, the table of profiles, the archive of class data. No part of the running program.
 */
package xcflow.launcher;
