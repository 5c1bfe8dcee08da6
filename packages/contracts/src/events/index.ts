import { procurementMethodDecided } from "./procurement-method-decided.ts";
import { procurementTenderPublished } from "./procurement-tender-published.ts";
import { procurementTenderAmended } from "./procurement-tender-amended.ts";
import { procurementBidSubmitted } from "./procurement-bid-submitted.ts";
import { procurementBidOpened } from "./procurement-bid-opened.ts";
import { procurementCommitteeFormed } from "./procurement-committee-formed.ts";
import { procurementBidEvaluated } from "./procurement-bid-evaluated.ts";
import { procurementAwardDecided } from "./procurement-award-decided.ts";
import { procurementDepositRecorded } from "./procurement-deposit-recorded.ts";
import { procurementComplaintRecorded } from "./procurement-complaint-recorded.ts";
import { contractSigned } from "./contract-signed.ts";
import { contractAmended } from "./contract-amended.ts";
import { contractAcceptanceRecorded } from "./contract-acceptance-recorded.ts";
import { financePaymentApproved } from "./finance-payment-approved.ts";
import { financePaymentExecuted } from "./finance-payment-executed.ts";
import { personRelationRecorded } from "./person-relation-recorded.ts";
import { personHoldingRecorded } from "./person-holding-recorded.ts";
import { organisationProfileRecorded } from "./organisation-profile-recorded.ts";
import { organisationRelationRecorded } from "./organisation-relation-recorded.ts";
import { linkImportRecorded } from "./link-import-recorded.ts";
import { processStepCompleted } from "./process-step-completed.ts";
import { processDeadlinePassed } from "./process-deadline-passed.ts";
import { powerAuthorityRecorded } from "./power-authority-recorded.ts";
import { precheckDecisionRecorded } from "./precheck-decision-recorded.ts";
import { precheckActFlagged } from "./precheck-act-flagged.ts";
import { precheckAppealAnswered } from "./precheck-appeal-answered.ts";
import { precheckAppealRaised } from "./precheck-appeal-raised.ts";
import { precheckApprovalRequested } from "./precheck-approval-requested.ts";
import { precheckApprovalDecided } from "./precheck-approval-decided.ts";
import { precheckApprovalDenied } from "./precheck-approval-denied.ts";
import { precheckApprovalReminded } from "./precheck-approval-reminded.ts";
import { precheckApprovalExpired } from "./precheck-approval-expired.ts";
import { precheckApprovalWithdrawn } from "./precheck-approval-withdrawn.ts";
import { sourceHeartbeatSent } from "./source-heartbeat-sent.ts";
import { sourceTally } from "./source-tally.ts";
import { sourceSilent } from "./source-silent.ts";
import { sourceResumed } from "./source-resumed.ts";
import { streamClose } from "./stream-close.ts";
import { streamGap } from "./stream-gap.ts";
import { streamEquivocation } from "./stream-equivocation.ts";
import { payloadErased } from "./payload-erased.ts";
import { logReopened } from "./log-reopened.ts";
import { logUnwitnessed } from "./log-unwitnessed.ts";
import { ruleBreakerOpened } from "./rule-breaker-opened.ts";
import { ruleBreakerReset } from "./rule-breaker-reset.ts";
import { ruleParityDiverged } from "./rule-parity-diverged.ts";
import { ruleIndeterminateExceeded } from "./rule-indeterminate-exceeded.ts";
import { ruleExceptionGranted } from "./rule-exception-granted.ts";
import { ruleExceptionEnded } from "./rule-exception-ended.ts";
import { modelVersionAdvanced } from "./model-version-advanced.ts";
import { bindingSetApplied } from "./binding-set-applied.ts";
import { bundleVersionRefused } from "./bundle-version-refused.ts";
import { accountDelegationUsed } from "./account-delegation-used.ts";
import { accountGrantChanged } from "./account-grant-changed.ts";
import { accountLoginRecorded } from "./account-login-recorded.ts";
import { accountReadRecorded } from "./account-read-recorded.ts";
import { accountServiceChanged } from "./account-service-changed.ts";
import { accountPersonChanged } from "./account-person-changed.ts";
import { calendarChanged } from "./calendar-changed.ts";
import { alertLabelRecorded } from "./alert-label-recorded.ts";
import { scoreCalibrationMade } from "./score-calibration-made.ts";
import { rulePrecisionFell } from "./rule-precision-fell.ts";
import { bulkActChanged } from "./bulk-act-changed.ts";
import { caseStateChanged } from "./case-state-changed.ts";
import { caseEscalationChanged } from "./case-escalation-changed.ts";
import { caseTermsChanged } from "./case-terms-changed.ts";
import { subjectExportChanged } from "./subject-export-changed.ts";
import { listExportChanged } from "./list-export-changed.ts";
import { reportMade } from "./report-made.ts";
import { riskPointChanged } from "./risk-point-changed.ts";
import { caseContentChanged } from "./case-content-changed.ts";
import { directoryEntryChanged } from "./directory-entry-changed.ts";
import { clueStateChanged } from "./clue-state-changed.ts";
import { knowledgeArticleChanged } from "./knowledge-article-changed.ts";
import { knowledgeArticlePushed } from "./knowledge-article-pushed.ts";
import { letterStateChanged } from "./letter-state-changed.ts";
import { rectificationItemChanged } from "./rectification-item-changed.ts";
import { signingKeyChanged } from "./signing-key-changed.ts";
import { noticeAddressChanged } from "./notice-address-changed.ts";
import { noticeChannelChanged } from "./notice-channel-changed.ts";

export { commonData } from "./common.ts";

/** The built-in event types by name. Their names are never reused and never renamed. */
export const builtinEvents: {
  readonly "procurement.method.decided": typeof procurementMethodDecided;
  readonly "procurement.tender.published": typeof procurementTenderPublished;
  readonly "procurement.tender.amended": typeof procurementTenderAmended;
  readonly "procurement.bid.submitted": typeof procurementBidSubmitted;
  readonly "procurement.bid.opened": typeof procurementBidOpened;
  readonly "procurement.committee.formed": typeof procurementCommitteeFormed;
  readonly "procurement.bid.evaluated": typeof procurementBidEvaluated;
  readonly "procurement.award.decided": typeof procurementAwardDecided;
  readonly "procurement.deposit.recorded": typeof procurementDepositRecorded;
  readonly "procurement.complaint.recorded": typeof procurementComplaintRecorded;
  readonly "contract.signed": typeof contractSigned;
  readonly "contract.amended": typeof contractAmended;
  readonly "contract.acceptance.recorded": typeof contractAcceptanceRecorded;
  readonly "finance.payment.approved": typeof financePaymentApproved;
  readonly "finance.payment.executed": typeof financePaymentExecuted;
  readonly "person.relation.recorded": typeof personRelationRecorded;
  readonly "person.holding.recorded": typeof personHoldingRecorded;
  readonly "organisation.profile.recorded": typeof organisationProfileRecorded;
  readonly "organisation.relation.recorded": typeof organisationRelationRecorded;
  readonly "link.import.recorded": typeof linkImportRecorded;
  readonly "process.step.completed": typeof processStepCompleted;
  readonly "process.deadline.passed": typeof processDeadlinePassed;
  readonly "power.authority.recorded": typeof powerAuthorityRecorded;
  readonly "precheck.decision.recorded": typeof precheckDecisionRecorded;
  readonly "precheck.act.flagged": typeof precheckActFlagged;
  readonly "precheck.appeal.raised": typeof precheckAppealRaised;
  readonly "precheck.appeal.answered": typeof precheckAppealAnswered;
  readonly "precheck.approval.requested": typeof precheckApprovalRequested;
  readonly "precheck.approval.decided": typeof precheckApprovalDecided;
  readonly "precheck.approval.denied": typeof precheckApprovalDenied;
  readonly "precheck.approval.reminded": typeof precheckApprovalReminded;
  readonly "precheck.approval.expired": typeof precheckApprovalExpired;
  readonly "precheck.approval.withdrawn": typeof precheckApprovalWithdrawn;
  readonly "source.heartbeat.sent": typeof sourceHeartbeatSent;
  readonly "source.tally": typeof sourceTally;
  readonly "source.silent": typeof sourceSilent;
  readonly "source.resumed": typeof sourceResumed;
  readonly "stream.close": typeof streamClose;
  readonly "stream.gap": typeof streamGap;
  readonly "stream.equivocation": typeof streamEquivocation;
  readonly "payload.erased": typeof payloadErased;
  readonly "log.unwitnessed": typeof logUnwitnessed;
  readonly "log.reopened": typeof logReopened;
  readonly "rule.breaker.opened": typeof ruleBreakerOpened;
  readonly "rule.breaker.reset": typeof ruleBreakerReset;
  readonly "rule.parity.diverged": typeof ruleParityDiverged;
  readonly "rule.indeterminate.exceeded": typeof ruleIndeterminateExceeded;
  readonly "rule.exception.granted": typeof ruleExceptionGranted;
  readonly "rule.exception.ended": typeof ruleExceptionEnded;
  readonly "model.version.advanced": typeof modelVersionAdvanced;
  readonly "binding.set.applied": typeof bindingSetApplied;
  readonly "bundle.version.refused": typeof bundleVersionRefused;
  readonly "account.delegation.used": typeof accountDelegationUsed;
  readonly "account.grant.changed": typeof accountGrantChanged;
  readonly "account.login.recorded": typeof accountLoginRecorded;
  readonly "account.person.changed": typeof accountPersonChanged;
  readonly "calendar.changed": typeof calendarChanged;
  readonly "alert.label.recorded": typeof alertLabelRecorded;
  readonly "score.calibration.made": typeof scoreCalibrationMade;
  readonly "rule.precision.fell": typeof rulePrecisionFell;
  readonly "account.read.recorded": typeof accountReadRecorded;
  readonly "account.service.changed": typeof accountServiceChanged;
  readonly "bulk.act.changed": typeof bulkActChanged;
  readonly "case.state.changed": typeof caseStateChanged;
  readonly "risk.point.changed": typeof riskPointChanged;
  readonly "subject.export.changed": typeof subjectExportChanged;
  readonly "list.export.changed": typeof listExportChanged;
  readonly "report.made": typeof reportMade;
  readonly "case.content.changed": typeof caseContentChanged;
  readonly "case.escalation.changed": typeof caseEscalationChanged;
  readonly "case.terms.changed": typeof caseTermsChanged;
  readonly "directory.entry.changed": typeof directoryEntryChanged;
  readonly "clue.state.changed": typeof clueStateChanged;
  readonly "knowledge.article.changed": typeof knowledgeArticleChanged;
  readonly "knowledge.article.pushed": typeof knowledgeArticlePushed;
  readonly "letter.state.changed": typeof letterStateChanged;
  readonly "rectification.item.changed": typeof rectificationItemChanged;
  readonly "signing.key.changed": typeof signingKeyChanged;
  readonly "notice.channel.changed": typeof noticeChannelChanged;
  readonly "notice.address.changed": typeof noticeAddressChanged;
} = {
  "procurement.method.decided": procurementMethodDecided,
  "procurement.tender.published": procurementTenderPublished,
  "procurement.tender.amended": procurementTenderAmended,
  "procurement.bid.submitted": procurementBidSubmitted,
  "procurement.bid.opened": procurementBidOpened,
  "procurement.committee.formed": procurementCommitteeFormed,
  "procurement.bid.evaluated": procurementBidEvaluated,
  "procurement.award.decided": procurementAwardDecided,
  "procurement.deposit.recorded": procurementDepositRecorded,
  "procurement.complaint.recorded": procurementComplaintRecorded,
  "contract.signed": contractSigned,
  "contract.amended": contractAmended,
  "contract.acceptance.recorded": contractAcceptanceRecorded,
  "finance.payment.approved": financePaymentApproved,
  "finance.payment.executed": financePaymentExecuted,
  "person.relation.recorded": personRelationRecorded,
  "person.holding.recorded": personHoldingRecorded,
  "organisation.profile.recorded": organisationProfileRecorded,
  "organisation.relation.recorded": organisationRelationRecorded,
  "link.import.recorded": linkImportRecorded,
  "process.step.completed": processStepCompleted,
  "process.deadline.passed": processDeadlinePassed,
  "power.authority.recorded": powerAuthorityRecorded,
  "precheck.decision.recorded": precheckDecisionRecorded,
  "precheck.act.flagged": precheckActFlagged,
  "precheck.appeal.raised": precheckAppealRaised,
  "precheck.appeal.answered": precheckAppealAnswered,
  "precheck.approval.requested": precheckApprovalRequested,
  "precheck.approval.decided": precheckApprovalDecided,
  "precheck.approval.denied": precheckApprovalDenied,
  "precheck.approval.reminded": precheckApprovalReminded,
  "precheck.approval.expired": precheckApprovalExpired,
  "precheck.approval.withdrawn": precheckApprovalWithdrawn,
  "source.heartbeat.sent": sourceHeartbeatSent,
  "source.tally": sourceTally,
  "source.silent": sourceSilent,
  "source.resumed": sourceResumed,
  "stream.close": streamClose,
  "stream.gap": streamGap,
  "stream.equivocation": streamEquivocation,
  "payload.erased": payloadErased,
  "log.unwitnessed": logUnwitnessed,
  "log.reopened": logReopened,
  "rule.breaker.opened": ruleBreakerOpened,
  "rule.breaker.reset": ruleBreakerReset,
  "rule.parity.diverged": ruleParityDiverged,
  "rule.indeterminate.exceeded": ruleIndeterminateExceeded,
  "rule.exception.granted": ruleExceptionGranted,
  "rule.exception.ended": ruleExceptionEnded,
  "model.version.advanced": modelVersionAdvanced,
  "binding.set.applied": bindingSetApplied,
  "bundle.version.refused": bundleVersionRefused,
  "account.delegation.used": accountDelegationUsed,
  "account.grant.changed": accountGrantChanged,
  "account.login.recorded": accountLoginRecorded,
  "account.person.changed": accountPersonChanged,
  "calendar.changed": calendarChanged,
  "alert.label.recorded": alertLabelRecorded,
  "score.calibration.made": scoreCalibrationMade,
  "rule.precision.fell": rulePrecisionFell,
  "account.read.recorded": accountReadRecorded,
  "account.service.changed": accountServiceChanged,
  "bulk.act.changed": bulkActChanged,
  "case.state.changed": caseStateChanged,
  "risk.point.changed": riskPointChanged,
  "subject.export.changed": subjectExportChanged,
  "list.export.changed": listExportChanged,
  "report.made": reportMade,
  "case.content.changed": caseContentChanged,
  "case.escalation.changed": caseEscalationChanged,
  "case.terms.changed": caseTermsChanged,
  "directory.entry.changed": directoryEntryChanged,
  "clue.state.changed": clueStateChanged,
  "knowledge.article.changed": knowledgeArticleChanged,
  "knowledge.article.pushed": knowledgeArticlePushed,
  "letter.state.changed": letterStateChanged,
  "rectification.item.changed": rectificationItemChanged,
  "signing.key.changed": signingKeyChanged,
  "notice.channel.changed": noticeChannelChanged,
  "notice.address.changed": noticeAddressChanged,
};
