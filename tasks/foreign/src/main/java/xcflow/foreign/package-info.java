/** Engines that are other programs, each behind an adapter that speaks one protocol. */
package xcflow.foreign;
