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

    /** What the first workflow imports. */
    static final String DATA = "{\"xs\": [1, 2, 3], \"m\": {\"a\": \"b\"}}";

    static final String PART =
            """
            parameters:
              numbers: {type: list}
              scale: {type: int, default: 2}
            steps:
              square: {uses: shell, matrix: {n: "${{ parameters.numbers }}"}, with: {command: "echo ${{ matrix.n * parameters.scale }}"}}
              sum: {uses: assert, with: {that: "${{ steps.square.size() > 0 }}"}}
            outputs:
              each: ${{ steps.square }}
            """;

    /** Uses the part above. */
    static final String WHOLE =
            """
            steps:
              small: {uses: ./part.yaml, with: {numbers: [1, 2]}}
              after: {uses: shell, matrix: {s: "${{ steps.small.each }}"}, with: {command: "echo ${{ matrix.s.text }}"}}
            """;

    static final String XYZ = "3\nwater\nO 0 0 0.1173\nH 0 0.7572 -0.4692\nH 0 -0.7572 -0.4692\n";

    static final String BASIS =
            """
            ! of a user
            ****
            H     0
            S   3   1.00
                  3.4252509100E+00     1.5432897000E-01
                  6.2391373000E-01     5.3532814000E-01
                  1.6885540000E-01     4.4463454000E-01
            SP  1   1.00
                  0.8D+00     1.0     1.0
            ****
            """;

    static final String POSCAR =
            "silicon\n1.0\n0 2.715 2.715\n2.715 0 2.715\n2.715 2.715 0\nSi\n2\nDirect\n"
                    + "0 0 0\n0.25 0.25 0.25\n";

    static final String CIF =
            """
            #\\#CIF_1.1
            data_Si
            _publ_section_title
            ;
             A title of
             loop_ several lines
            ;
            _cell_length_a 3.84(2)
            _cell_length_b 3.84(2)
            _cell_length_c 3.84
            _cell_angle_alpha 60
            _cell_angle_beta 60.0
            _cell_angle_gamma 60.
            _chemical_formula_sum 'Si2'
            loop_
            _symmetry_equiv_pos_as_xyz
            'x, y, z'
            '-x+1/4, -y+1/4, 1/4-z'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            Si1 Si 0 0 0
            """;

    static final String EXTENDED_XYZ =
            "2\nLattice=\"0 2.715 2.715 2.715 0 2.715 2.715 2.715 0\""
                    + " Properties=species:S:1:pos:R:3 pbc=\"T T T\"\n"
                    + "Si 0 0 0\nSi 1.3575 1.3575 1.3575\n";

    static final String SETTINGS =
            """
            store:
              database: {url: "jdbc:postgresql://db/xcflow?sslmode=verify-full", user: anna, password-file: ~/password}
              objects: ./objects
            queue: postgres
            sites:
              slurm:
                system: slurm
                setup: module load orca
                blocks:
                  cpu: {threads: 32, memory: 120GiB, time: 12h, most: 20, waiting: 4, idle: 5m, options: [--account=x]}
            profiles:
              laptop: {queue: "file:./queue"}
            profile: laptop
            """;

    static final String ENGINE =
            """
            engine: mine
            protocol: 1
            title: A program of a user.
            adapter: adapter.py
            program: {executable: mine}
            capabilities: {molecules: true, crystals: true, spin: true}
            functionals: {own: true, exported: [c]}
            install: {otherwise: build it}
            settings:
              level: {type: text, default: balanced, allowed: [fast, balanced], description: Precision.}
              tolerance: {type: number, unit: Ha, default: 1.0e-5, min: 1.0e-9, max: 1.0e-2, description: Of the energy.}
            """;

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
