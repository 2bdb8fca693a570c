package xcflow.runner.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundedTableTest {
    @Test
    void numbersOfAColumnGetTheDigitsThatPeopleRead() {
        List<List<String>> rows =
                List.of(
                        List.of("name", "a", "energy", "n"),
                        List.of("Si", "5.46271009219919", "-7.874862345678", "12"),
                        List.of("C", "3.5", "-11.38312345678", "1234567890123"));
        assertThat(RoundedTable.of(rows))
                .containsExactly(
                        List.of("name", "a", "energy", "n"),
                        List.of("Si", "5.46271", "-7.874862", "12"),
                        List.of("C", "3.50000", "-11.383123", "1234567890123"));
    }

    @Test
    void whatIsNoNumberStaysAsItIs() {
        List<List<String>> rows =
                List.of(
                        List.of("a"),
                        List.of("1.2.3"),
                        List.of("0x1.8p1"),
                        List.of("NaN"),
                        List.of("1.5d"),
                        List.of());
        assertThat(RoundedTable.of(rows)).isEqualTo(rows);
    }
}
