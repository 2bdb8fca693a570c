/** Mails by way of a server that the settings name. */
package xcflow.runner.mail;
