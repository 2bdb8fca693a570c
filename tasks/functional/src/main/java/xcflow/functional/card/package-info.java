/** The model card of a functional: one page about it, as HTML, Markdown or JSON. */
package xcflow.functional.card;
