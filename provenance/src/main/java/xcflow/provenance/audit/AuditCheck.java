package xcflow.provenance.audit;

import xcflow.storage.Sql;

/** One more thing that an audit looks at, after the chain of events has been walked. */
@FunctionalInterface
interface AuditCheck {

    /**
     * @param sql sees everything as it is at the moment of the audit
     * @param sealed what the log says besides the facts of records
     * @param findings what is wrong
     * @param notices what a person should know although it may be right
     */
    void check(Sql sql, Sealed sealed, Findings findings, Findings notices);
}
