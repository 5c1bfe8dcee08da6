import type { Explanations } from "./explain.ts";

/** Every code that a person can meet in the console. */
export const explanations: Explanations = {
  CONSOLE_E_OFFLINE: { title: "服务器没有响应。", next: "请检查网络连接后重试；已填写的内容不会丢失。" },
  CONSOLE_E_ANSWER: {
    title: "收到的不是本服务器的响应。",
    next: "请求可能被中间的代理或网关拒绝。请重试；仍不成功请告知管理员。",
  },
  CONSOLE_E_BROKEN: { title: "页面发生意外错误。", next: "请刷新页面；如再次出现，请把操作过程告知管理员。" },
  PROBITY_E_INTERNAL: { title: "服务器发生意外错误。", next: "请重试；如再次出现，请把请求编号告知管理员。" },
  PROBITY_E_REQUEST: { title: "服务器不接受此内容。", next: "请按下方提示修改后重试。" },
  PROBITY_E_UNAUTHENTICATED: { title: "登录已过期。", next: "请重新登录。" },
  PROBITY_E_NOT_FOUND: {
    title: "内容不存在，或您无权查看。",
    next: "请核对编号；内容可能已并案，或因利益冲突对您隐藏。",
  },
  PROBITY_E_METHOD: { title: "此地址不支持该操作。", next: "请刷新页面后重试；如再次出现，请告知管理员。" },
  PROBITY_E_BODY_LIMIT: { title: "提交的内容过大。", next: "请分次提交，或使用较小的文件。" },
  PROBITY_E_MEDIA_TYPE: { title: "不接受这种类型的文件。", next: "请选择表单所列类型的文件。" },
  PROBITY_E_UNAVAILABLE: { title: "数据库暂时无法连接，未作任何更改。", next: "请稍后重试。" },
  PROBITY_E_OVERLOADED: { title: "服务器繁忙，未作任何更改。", next: "请稍后重试。" },
  PROBITY_E_ORG_FORMAT: {
    title: "组织机构文件无法读取。",
    next: "请保存为 UTF-8 或 GB18030 编码的 CSV，列名见组织机构指南。",
  },
  PROBITY_E_ORG_ROW: { title: "组织机构的更改与现有数据不符。", next: "请按下方所列逐项更正。" },
  PROBITY_E_TYPE_SCHEMA: { title: "事件类型的结构定义不可用。", next: "请按下方所列更正。" },
  PROBITY_E_TYPE_INCOMPATIBLE: {
    title: "新的结构定义会破坏已登记类型的事件或规则。",
    next: "请撤销下方所列的更改，或以新的类型名登记。",
  },
  PROBITY_E_PERSON: { title: "此操作必须由具名人员办理。", next: "请用个人账号登录后办理。" },
  PROBITY_E_OPERATOR: { title: "此操作只能由服务器运维人员办理。", next: "请联系运维人员。" },
  PROBITY_E_FORBIDDEN: {
    title: "您的角色在此范围内不允许该操作。",
    next: "请联系管理员授权，或由有权限的人员办理。",
  },
  PROBITY_E_CSRF: { title: "此窗口的登录信息已失效。", next: "请刷新页面后重新操作；未作任何更改。" },
  PROBITY_E_SIGN_IN: {
    title: "账号或密码不正确。",
    next: "连续失败 5 次后需等待一段时间；忘记密码请联系管理员重置。",
  },
  PROBITY_E_SIGN_IN_WAIT: {
    title: "登录失败次数过多，暂时不能登录。",
    next: "请稍候再试；每次再失败，等待时间加倍，最长 15 分钟。",
  },
  PROBITY_E_OIDC: { title: "统一身份认证服务无法连接，或与配置不符。", next: "请稍后重试，或告知管理员。" },
  PROBITY_E_PASSWORD: {
    title: "此密码不可用。",
    next: "请使用至少 12 个字符，不含本人姓名，且不是常见密码。",
  },
  PROBITY_E_PURPOSE: { title: "此内容须说明目的后查看。", next: "请填写查看目的。" },
  PROBITY_E_SERVICE_EXISTS: {
    title: "此名称的服务令牌已存在或曾经使用。",
    next: "请换一个名称：名称只用一次，以便存证区分。",
  },
  PROBITY_E_PERSON_EXISTS: {
    title: "此编号的人员已存在，或为保留编号。",
    next: "请换一个编号，或为其签发新令牌。",
  },
  PROBITY_E_PERSON_REVOKED: { title: "该人员已停用，不能再签发令牌。", next: "请以新的编号重新登记。" },
  PROBITY_E_FOUR_EYES: {
    title: "须由未参与此事的另一人办理。",
    next: "请由未提出、未经办的人员查看并同意。",
  },
  PROBITY_E_MODEL: { title: "模型内容无效。", next: "请按下方所列更正。" },
  PROBITY_E_DRAFT_CHANGED: {
    title: "其他人已保存过此草稿。",
    next: "没有覆盖任何内容：请打开已保存的草稿，或以其他版本号保存您的修改。",
  },
  PROBITY_E_MODEL_STATE: {
    title: "模型版本当前状态不允许此步骤。",
    next: "请刷新后查看该版本可进行的步骤。",
  },
  PROBITY_E_MODEL_VERSION: {
    title: "模型或规则的版本号与已存内容不符。",
    next: "版本不可更改：请按提示提高版本号（文字变更升主版本，默认参数变更升次版本）。",
  },
  PROBITY_E_MODEL_UNPROVED: {
    title: "此版本内容的检查或回测缺失、失败或未完成。",
    next: "请对此版本运行检查和回测并查看结果。",
  },
  PROBITY_E_RULE_SYNTAX: { title: "表达式不是有效的 CEL。", next: "请查看提示所指的字符。" },
  PROBITY_E_RULE_PROFILE: { title: "表达式使用了不支持的写法。", next: "请按提示改写。" },
  PROBITY_E_RULE_TYPE: { title: "表达式与事件结构的类型不符。", next: "请对照事件类型核对提示所指的字段。" },
  PROBITY_E_JOB_STATE: { title: "任务已结束或已取消。", next: "请查看其结果；如有需要可重新运行。" },
  PROBITY_E_CALENDAR: { title: "工作日历无效。", next: "请按下方提示更正。" },
  PROBITY_E_REQUEST_STATE: {
    title: "申请已有结论、已过期，或所依据的内容已失效。",
    next: "请重新查看待办申请；已失效的请重新提出。",
  },
  PROBITY_E_APPEAL: {
    title: "不能对此申诉，或申诉已经提出、答复过。",
    next: "每项提示只能由当事审批人申诉一次；详情中写明了不符合的地方。",
  },
  PROBITY_E_APPROVAL_STATE: {
    title: "第二审批请求已结束，或内容不一致。",
    next: "请查看当前状态；重新校验草稿后可再次申请。",
  },
  PROBITY_E_APPROVAL_PERSON: {
    title: "您不能对此请求作出决定。",
    next: "决定人须为被请求的人，且不是申请人、经办人，也不是其下属或亲属。",
  },
  PROBITY_E_APPROVAL_REASON: { title: "须写明有实际内容的理由。", next: "请至少写十个字。" },
  PROBITY_E_APPROVAL_NOBODY: {
    title: "所提人选均不能担任第二审批人。",
    next: "请另提未参与此事的人员；下方列出各人不能担任的原因。",
  },
  PROBITY_E_ITEM_STATE: {
    title: "事项或文书的状态不允许此操作，或已被他人更改。",
    next: "请刷新后按最新版本重试。",
  },
  PROBITY_E_ITEM_CONDITION: {
    title: "不满足办理条件。",
    next: "请补充证明材料、完成所含部分或填写所缺内容后重试。",
  },
  PROBITY_E_ITEM_INPUT: { title: "事项或文书的内容缺失或无效。", next: "请按下方所列填写。" },
  PROBITY_E_CASE_STATE: {
    title: "问题当前状态不允许此步骤，或已被他人更改。",
    next: "请刷新后按最新状态重试。",
  },
  PROBITY_E_EXPORT_LIMIT: {
    title: "文件行数过多，或待生成的文件过多。",
    next: "请缩小筛选范围，或等已申请的文件生成后再试。",
  },
  PROBITY_E_EXPORT_GONE: { title: "文件已过期，或生成之后您的查看范围已变化。", next: "请重新导出该清单。" },
  PROBITY_E_BULK_STATE: {
    title: "所选内容已变化，或操作已经开始。",
    next: "请按最新数量重新确认；已开始的操作不能撤销。",
  },
  PROBITY_E_CASE_ROLE: {
    title: "此步骤应由其他角色或人员办理。",
    next: "问题页面列出了可办理的人员，请联系其办理。",
  },
  PROBITY_E_CASE_INPUT: { title: "此步骤所需内容缺失或无效。", next: "请按下方所列填写。" },
  PROBITY_E_CASE_CONDITION: { title: "问题不满足此步骤的条件。", next: "请先满足下方所列条件。" },
  PROBITY_E_CASE_CONFLICT: {
    title: "所指定人员是当事人或与当事人有关联。",
    next: "请指定与当事人无上下级、亲属等关系的人员。",
  },
  PROBITY_E_RISK_STATE: { title: "风险点已被更改，或状态不允许此操作。", next: "请刷新后按最新版本办理。" },
  PROBITY_E_ARTICLE_STATE: {
    title: "该条目已被他人更改，或当前状态不允许此操作。",
    next: "请重新打开该条目，在当前版本上修改。",
  },
  PROBITY_E_NO_RECEIVER: {
    title: "没有可以接收的已登记人员。",
    next: "请先登记本人或其单位负责人，再发送。",
  },
  PROBITY_E_CLUE_STATE: {
    title: "线索当前阶段不允许此操作，或已被他人更改。",
    next: "请刷新后按最新状态重试。",
  },
  PROBITY_E_EVIDENCE: {
    title: "此类文件不能作为证据上传。",
    next: "请使用 pdf、png、jpg、docx、xlsx、txt 或 csv，且扩展名与内容一致。",
  },
  PROBITY_E_KEY_STATE: {
    title: "签名密钥的状态不允许此步骤。",
    next: "状态依次为：公告、启用、停用、吊销。",
  },
  PROBITY_E_EXCEPTION: {
    title: "不能按所提内容设置例外。",
    next: "请指明规则、唯一对象、理由和 180 天以内的截止时间。",
  },
  PROBITY_E_BREAKER: { title: "此绑定的熔断器未断开。", next: "请刷新查看已断开的熔断器。" },
  PROBITY_E_SOURCE_EXISTS: { title: "此编号的数据来源已存在。", next: "请换一个编号，或为其更换密钥。" },
  PROBITY_E_SOURCE_REVOKED: { title: "该数据来源已停用。", next: "请以新的编号登记。" },
  PROBITY_E_BINDINGS: { title: "规则绑定无法生效。", next: "请按下方所列更正。" },
  PROBITY_E_REPLAY: { title: "隔离的事件仍然无效。", next: "请先登记其类型或消除所列原因，再重新处理。" },
  PROBITY_E_CHANNEL: { title: "通知渠道的设置不可用。", next: "请按提示更正；各渠道的设置项见通知指南。" },
  PROBITY_E_SECRET: { title: "渠道所用的密钥缺失或无效。", next: "请运维人员在每台服务器上配置该密钥。" },
  PROBITY_E_OUTBOUND: { title: "不允许向此地址发送通知。", next: "如确需发送，请运维人员将其加入允许名单。" },
  PROBITY_E_DELIVERY_STATE: { title: "投递的状态不允许此操作。", next: "请查看该投递；等待中的会自动重试。" },
  PROBITY_E_LINK_FORMAT: {
    title: "文件中没有可导入的关系。",
    next: "请按指南使用 CSV、JSON 行或 BODS 0.4 格式。",
  },
  PROBITY_E_LOG_ROLLED_BACK: {
    title: "数据库与已公布的存证日志不一致，暂停受理。",
    next: "请立即告知管理员：须恢复备份或重放日志。",
  },
};
