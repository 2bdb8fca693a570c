/** Places in what the user wrote, and what is wrong there. */
package xcflow.workflows.text;
