package xcflow.runner.site;

import java.util.List;
import java.util.Map;
import xcflow.provenance.block.BlockRecord;

/**
 * What a job is to do and to have; a template makes a script of it.
 *
 * @param name of the job, which its output is named after too
 * @param directory in which the job begins and its output is written
 * @param size threads, memory, GPUs and time
 * @param warning seconds before the end of its time at which the job is told of it
 * @param options of the batch system, one a line
 * @param environment variables, none of them secret
 * @param setup commands before the program
 * @param command the program with its arguments; the job becomes it
 */
public record JobScript(
        String name,
        String directory,
        BlockRecord.Size size,
        long warning,
        List<String> options,
        Map<String, String> environment,
        List<String> setup,
        List<String> command) {}
