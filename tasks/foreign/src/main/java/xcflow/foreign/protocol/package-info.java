/** The protocol between xcflow and an adapter: messages, arrays, failures. */
package xcflow.foreign.protocol;
