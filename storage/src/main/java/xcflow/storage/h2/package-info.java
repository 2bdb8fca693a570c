/**
 * The ledger database in a file of the home: H2, shared by the processes of one machine, made anew
 * by every migration and refused if anything in it could act.
 */
package xcflow.storage.h2;
