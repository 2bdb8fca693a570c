package xcflow.numerics.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Machine;

/** The processor and OpenBLAS, as the record describes them. */
public final class NativeMachine implements Machine {
    @Override
    public Map<String, Object> facts() {
        return facts(KernelInUse.get(), Processor.here());
    }

    static Map<String, Object> facts(KernelChoice choice, Processor processor) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("processor", processor.model());
        facts.put("library", choice.report().version());
        facts.put("configuration", choice.report().config());
        facts.put("kernel", choice.report().kernel());
        Kernel.named(choice.report().kernel())
                .ifPresent(kernel -> facts.put("vector-bits", (long) kernel.vectorBits()));
        choice.notice().ifPresent(notice -> facts.put("replaced", notice));
        return facts;
    }

    @Override
    public Optional<String> notice() {
        return KernelInUse.get().notice();
    }

    @Override
    public List<RoutineCheck> examine() {
        return KernelInUse.examine().report().checks().stream()
                .map(c -> new RoutineCheck(c.routine(), c.sizes(), c.error(), c.passed()))
                .toList();
    }

    @Override
    public void prefer(String kernel) {
        System.setProperty(KernelInUse.PREFERRED, kernel);
    }
}
