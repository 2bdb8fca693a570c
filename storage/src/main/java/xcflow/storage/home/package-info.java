/** The directory of a project, and the stores that belong to it. */
package xcflow.storage.home;
