package xcflow.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;

/** Sound inputs of every kind, small, with much of the language in them. */
final class Samples {
    static final List<String> WORKFLOWS =
            List.of(
                    """
                    name: sample
                    description: A bit of all.
                    parameters:
                      x: {type: int, default: 3, min: 1, max: 10}
                      s: {type: string, default: "${{ 'a' + string(parameters.x) }}", description: Text.}
                      l: {type: list, default: [1, 2.5, three]}
                      t: {type: duration, default: 1h30m}
                    env: {USER: nobody}
                    imports: {data: data.json}
                    steps:
                      a: &base
                        uses: shell
                        with: {command: "echo ${{ parameters.s }}"}
                        retry: {attempts: 2, backoff: 1s}
                        timeout: 90s
                      b:
                        <<: *base
                        matrix:
                          i: "${{ imports.data.xs }}"
                          j: [x, y]
                          exclude: [{i: 1, j: x}]
                          include: [{i: 9, j: z}]
                        when: ${{ matrix.i > 1 && parameters.x == 3 }}
                        needs: [a]
                      c:
                        uses: assert
                        with:
                          that: ${{ steps.b.all(r, r.text == '') }}
                          message: "sum ${{ sum(range(parameters.x).map(i, i * 2.5)) }}"
                    outputs:
                      n: ${{ size(distinct(parameters.l)) }}
                    schedule: {cron: "0 0 3 ? * MON-FRI", time-zone: Europe/Berlin}
                    """,
                    """
                    steps:
                      p:
                        uses: single-point
                        matrix: {f: [PBE, BLYP], m: [[H2O], [CO, "O 0 0 0; H 0 0 0.97; unpaired=1"]]}
                        with: {molecules: "${{ matrix.m }}", functional: "${{ matrix.f }}", gaussian: {basis: sto-3g}}
                      c:
                        uses: single-point
                        with: {crystals: [Si], engine: planewave, planewave: {kpoints: [2, 2, 2]}}
                      s:
                        uses: statistics
                        with: {rows: "${{ steps.p }}", by: {f: matrix.f}, of: {e: energies}}
                    """);

    static final String PARAMETERS = "x: 4\ns: text\nl: [1, {a: b}, 'c']\nt: 90s\n";

    private Samples() {}

    static byte[] functional() throws IOException {
        var shape = new Architecture.Shape(4, 1, Activation.TANH);
        return FunctionalFile.bytes(
                NeuralFunctional.untrained(
                        Architecture.UNCONSTRAINED.specify(
                                "sample", "", Constraints.NONE, shape, shape, 1)));
    }

    static byte[] dataSet() throws IOException {
        var out = new ByteArrayOutputStream();
        DataSetFile.write(ModelSystems.sample(List.of("H")), out);
        return out.toByteArray();
    }
}
