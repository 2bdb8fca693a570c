/** Pictures of functionals: enhancement factors and their differences, as SVG or PNG. */
package xcflow.functional.plot;
