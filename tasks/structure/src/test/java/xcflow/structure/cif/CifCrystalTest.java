package xcflow.structure.cif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.numerics.Constants;
import xcflow.numerics.text.TextFile;
import xcflow.structure.crystal.Crystal;

class CifCrystalTest {
    private static final double UNIT = Constants.BOHR_IN_ANGSTROM;

    /** Wurtzite in P6₃mc, with rounded thirds. */
    private static final String WURTZITE =
            """
            #\\#CIF_1.1
            data_global
            _journal_name_full 'Phys. Rev.'
            data_ZnO
            _publ_section_title
            ;
             A title of
             loop_ several lines
            ;
            _cell_length_a 3.2495(2)
            _cell_length_b 3.2495(2)
            _cell_length_c 5.2069(5)
            _cell_angle_alpha 90
            _cell_angle_beta 90.0
            _cell_angle_gamma 120.
            _cell_volume 47.62
            _chemical_formula_sum 'O1 Zn1'
            _symmetry_space_group_name_H-M 'P 63 m c'
            _symmetry_Int_Tables_number 186
            _exptl_crystal_colour ?
            loop_
            _symmetry_equiv_pos_site_id
            _symmetry_equiv_pos_as_xyz
            1 'x, x-y, z'
            2 '-x+y, y, z'
            3 '-y, -x, z'
            4 '-x+y, -x, z'
            5 '-y, x-y, z'
            6 'x, y, z'
            7 '-x, -x+y, z+1/2'
            8 'x-y, -y, 1/2+z'
            9 "y, x, z+.5"
            10 'x-y, x, z+1/2'
            11 'y, -x+y, z+1/2'
            12 '-x, -y, z+1/2'
            loop_
            _atom_site_label
            _atom_site_type_symbol
            _atom_site_symmetry_multiplicity
            _atom_site_fract_x
            _atom_site_fract_y
            _atom_site_fract_z
            _atom_site_occupancy
            Zn1 Zn2+ 2 0.3333 0.6667 0 1.0(1)
            O1 O2- 2 0.3333 0.6667 0.3821(3) .
            """;

    @Test
    void symmetryMakesAllAtomsAndRestoresSpecialPositions() {
        Crystal crystal = read(WURTZITE);
        assertThat(crystal.formula()).isEqualTo("O2Zn2");
        assertThat(crystal.lattice().length(0) * UNIT).isCloseTo(3.2495, within(1e-12));
        assertThat(crystal.lattice().get(1, 0))
                .isCloseTo(-crystal.lattice().length(0) / 2, within(1e-12));
        double[][] expected = {
            {1 / 3.0, 2 / 3.0, 0},
            {2 / 3.0, 1 / 3.0, 0.5},
            {1 / 3.0, 2 / 3.0, 0.3821},
            {2 / 3.0, 1 / 3.0, 0.8821}
        };
        for (int i = 0; i < 4; i++) {
            assertThat(crystal.sites().get(i).fractional())
                    .containsExactly(expected[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Zn2+ 2 0.3333 | Zn2+ 3 0.3333 | says that the atom has 3 images, its symmetry makes 2",
                "1.0(1) | 0.5 | the site is occupied by 0.5 of an atom",
                "6 'x, y, z' | # | do not form a group",
                "Tables_number 186 | Tables_number 225 | space group 225 has 48",
                "Tables_number 186 | Tables_number 300 | there is no space group 300",
                "'P 63 m c' | 'F m -3 m' | the centring of FM-3M has 4",
                "gamma 120. | gamma 100. | the file says 47.62",
                "_b 3.2495(2) | _b 3.5 | the file says 47.62",
                "O1 Zn1 | O1 Zn2 | atoms are missing or too many",
                "O1 O2- | Ow1 Wat | there is no element 'Wat'",
                "0.3821(3) | ? | the coordinate of an atom is not given",
                "0.3821(3) | 0,3821 | decimal commas",
                "0.3821(3) | nan | is not a fractional coordinate",
                "0.3821(3) | 0.0101 | atoms",
                "'x, x-y, z' | 'x, w-y, z+1/2' | 'w-y' in",
                "'x, x-y, z' | 'x, x-y' | is not an operation",
                "'x, x-y, z' | 'x, x, z+1/2' | does not keep volumes",
                "_exptl_crystal_colour ? | _exptl_crystal_colour | has no value",
                "_exptl_crystal_colour ? | _cell_length_a 3 | is given a second time",
                "_exptl_crystal_colour ? | _a 'open | does not end",
                "_exptl_crystal_colour ? | save_frame | dictionary",
                "_exptl_crystal_colour ? | _a b c | 'c' belongs to no name",
                "O1 O2- 2 | O1 O2- | do not fill rows of 7",
                "_cell_length_c 5.2069(5) | # | _cell_length_c is missing",
                "_cell_length_c 5.2069(5) | _cell_length_c -5 | is not possible",
                "data_global | loop_ _a 1 | a CIF begins with data_NAME"
            })
    void whatContradictsItselfOrIsNotUnderstoodIsRefused(
            String part, String replacement, String message) {
        assertThat(WURTZITE).contains(part);
        assertThatThrownBy(() -> read(WURTZITE.replace(part, replacement)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** Rock salt in P1; further lines are appended. */
    private static final String P1 =
            """
            data_x
            _cell.length_a 4
            _cell.length_b 4
            _cell.length_c 4
            _cell.angle_alpha 90
            _cell.angle_beta 90
            _cell.angle_gamma 90
            SYMMETRY
            loop_
            _atom_site.label
            _atom_site.fract_x
            _atom_site.fract_y
            _atom_site.fract_z
            Na1 0 0 0 Cl1 5D-1
            .5
            ;.5
            ;
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_space_group_IT_number 1",
                "_symmetry_space_group_name_H-M 'P 1'",
                "_space_group_name_H-M_alt P1",
                "_space_group_symop_operation_xyz x,y,z",
                "loop_ _space_group_symop.operation_xyz x,y,z"
            })
    void withoutOperationsOnlyP1IsRead(String symmetry) {
        assertThat(read(P1.replace("SYMMETRY", symmetry)).formula()).isEqualTo("ClNa");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the symmetry operations are missing (no space group)",
                "_space_group_IT_number 225 | the symmetry operations are missing",
                "_symmetry_space_group_name_H-M 'P m -3 m' | (space group P m -3 m)",
                "loop_ _space_group_symop_magn_operation.xyz x,y,z,+1 | magnetic",
                "loop_ _space_group_symop_operation_xyz x,y,z y,x,-z -x,-y,z | do not form a group",
                "loop_ _space_group_symop_operation_xyz x,y,z x-y,-y,-z | does not fit lengths"
            })
    void withoutTheirOperationsOtherGroupsAreRefused(String symmetry, String message) {
        assertThatThrownBy(() -> read(P1.replace("SYMMETRY", symmetry)))
                .hasMessageContaining(message);
    }

    @Test
    void elementsAreKnownByTheirLabelsOnlyIfThoseAreClear() {
        String cell = P1.replace("SYMMETRY", "_space_group_IT_number 1");
        assertThat(read(cell.replace("Na1", "D1A")).formula()).isEqualTo("ClH");
        assertThat(read(cell.replace("Na1", "C(1)")).formula()).isEqualTo("CCl");
        assertThatThrownBy(() -> read(cell.replace("Na1", "CA1")))
                .hasMessageContaining("_atom_site_type_symbol is needed");
        assertThatThrownBy(() -> read(cell.replace("Na1", "OW")))
                .hasMessageContaining("_atom_site_type_symbol is needed");
    }

    @Test
    void oneStructureIsReadOfAFile() {
        String cell = P1.replace("SYMMETRY", "_space_group_IT_number 1");
        assertThatThrownBy(() -> read(cell + cell.replace("data_x", "data_y")))
                .hasMessageContaining("several structures (x, y)");
        assertThatThrownBy(() -> read("data_x\n_a b\n")).hasMessageContaining("no atoms");
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
    }

    private static Crystal read(String text) {
        return CifCrystal.read(TextFile.of("x.cif", text), 1000);
    }
}
