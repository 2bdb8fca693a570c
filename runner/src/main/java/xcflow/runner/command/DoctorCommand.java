package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.provenance.doctor.Doctor;
import xcflow.provenance.doctor.HomeProblem;
import xcflow.runner.home.Project;
import xcflow.runner.view.Count;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;

/** Checks whether work can go on in a project, and repairs what can be repaired. */
@Command(
        name = "doctor",
        description =
                "Test this machine's linear algebra, check store and database, and repair what can be"
                        + " repaired.")
final class DoctorCommand implements Callable<Integer>, Launched {
    @Option(names = "--check", description = "Only check; repair nothing.")
    private boolean check;

    @Option(names = "--contents", description = "Also verify the content of all artefacts.")
    private boolean contents;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(
                ProfileRule.given(LaunchProfile.HASH, "--contents"),
                ProfileRule.always(LaunchProfile.LOOK));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Optional<MachineReport> machine = MachineReport.examine();
        if (!json) {
            // A machine can be looked at where nothing has been run yet.
            machine.ifPresent(m -> m.tell(out));
            out.flush();
        }
        try (Project project = Records.existing(spec)) {
            Doctor doctor = new Doctor(project.home(), project.provenance());
            List<HomeProblem> found = doctor.examine(contents);
            List<HomeProblem> left = check ? found : doctor.repair(found);
            if (json) {
                Map<String, Object> all = new LinkedHashMap<>();
                all.put("problems", json(found, left));
                machine.ifPresent(m -> all.put("linear-algebra", m.json()));
                Print.json(out, all);
            } else {
                tell(found, left, out);
            }
            out.flush();
            return left.isEmpty() ? 0 : Errors.FAILED;
        }
    }

    private void tell(List<HomeProblem> found, List<HomeProblem> left, PrintWriter out) {
        for (HomeProblem problem : found) {
            String fate = left.contains(problem) ? problem.remedy() : "repaired";
            out.println(problem.subject() + ": " + problem.what() + " (" + fate + ")");
        }
        out.println(
                found.isEmpty()
                        ? "all is well"
                        : Count.of(found.size(), "problem")
                                + ", "
                                + (found.size() - left.size())
                                + " repaired");
    }

    private static Object json(List<HomeProblem> found, List<HomeProblem> left) {
        List<Object> list = new ArrayList<>();
        for (HomeProblem problem : found) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("subject", problem.subject());
            entry.put("what", problem.what());
            entry.put("remedy", problem.remedy());
            entry.put("repaired", !left.contains(problem));
            list.add(entry);
        }
        return list;
    }
}
