/**
 * Text that people and other programs wrote: decoded, bounded in size, split into words that know
 * their file, line and column, so that a reader can refuse what it does not understand and say
 * where it stands.
 */
package xcflow.numerics.text;
