import type { ErrorCode } from "@probity/contracts";

/** What to do next, in Chinese, for the errors that a person meets on the command line. English is in the error table. */
export const nextInChinese: Readonly<Partial<Record<ErrorCode, string>>> = {
  PROBITY_E_INTERNAL: "请在服务器日志中查找该请求编号。",
  PROBITY_E_REQUEST: "请对照 /docs 的接口文档；错误列表指出了每个字段。",
  PROBITY_E_UNAUTHENTICATED:
    "请检查 PROBITY_OPS_TOKEN 或 <数据目录>/ops-token；来源密钥可用 `probity sources rotate` 重新签发。",
  PROBITY_E_PERSON: "请用 `probity people add` 登记人员，并以 PROBITY_TOKEN 携带其令牌。",
  PROBITY_E_OPERATOR: "请使用服务器的运维令牌：<数据目录>/ops-token 或 PROBITY_OPS_TOKEN。",
  PROBITY_E_FORBIDDEN: "请用 `probity people grants` 查看其角色；角色由管理员授予，限于某单位或全部。",
  PROBITY_E_PERSON_EXISTS: "请换一个编号，或用 `probity people token` 再签发令牌。",
  PROBITY_E_PERSON_REVOKED: "请以另一个编号重新登记。",
  PROBITY_E_FOUR_EYES: "请由未参与此事的另一人核对并同意。",
  PROBITY_E_MODEL_STATE: "`probity models show` 给出其状态和可行的步骤。",
  PROBITY_E_MODEL_VERSION: "版本不可修改：请按错误列表提高版本号（改条件升主版本，改默认参数升次版本）。",
  PROBITY_E_MODEL_UNPROVED:
    "请对该版本运行 `probity models check` 与 `probity models backtest`，并查看结果。",
  PROBITY_E_JOB_STATE: "`probity jobs show` 给出其结果；如需另一结果请重新发起。",
  PROBITY_E_REQUEST_STATE:
    "请用 `probity bindings pending` 或 `probity exceptions pending` 查看待办；过期或过时的须重新提出。",
  PROBITY_E_APPROVAL_STATE: "请用 `GET /v1/approvals` 查看状态；需要时重新校验草稿后再次请求。",
  PROBITY_E_APPROVAL_PERSON: "只有被请求、未经办该草稿，且与经办人员无隶属、亲属关系的人可以决定。",
  PROBITY_E_APPROVAL_REASON: "请写一句完整的理由，至少十个字符。",
  PROBITY_E_APPROVAL_NOBODY: "请提名未参与此事的人；错误列表说明各人不合格的原因。",
  PROBITY_E_KEY_STATE: "请用 `probity keys list` 查看状态：公告、启用、停用、吊销依次进行。",
  PROBITY_E_EXCEPTION: "请指明已有规则、一个对象、有内容的理由，截止时间最多 180 天。",
  PROBITY_E_BREAKER: "请用 `probity breakers list` 查看已熔断的绑定。",
  PROBITY_E_NOT_FOUND: "请检查编号；用对应的 list 命令查看现有的编号。",
  PROBITY_E_UNAVAILABLE: "请检查数据库，稍后重试；不会重复保存。",
  PROBITY_E_OVERLOADED: "服务器繁忙，请稍后重试。",
  PROBITY_E_EVENT_TYPE: "请用 `probity types add` 登记该类型，或更正类型名。",
  PROBITY_E_TYPE_SCHEMA: "请更正错误列表指出的内容。",
  PROBITY_E_TYPE_INCOMPATIBLE: "请撤销错误列表指出的修改，或以新类型名登记。",
  PROBITY_E_SOURCE_EXISTS: "请换一个编号，或用 `probity sources rotate` 签发新密钥。",
  PROBITY_E_SOURCE_REVOKED: "请以另一个编号登记新来源。",
  PROBITY_E_BINDINGS: "请更正错误列表指出的内容；`probity rules lint` 列出已有规则。",
  PROBITY_E_MODEL: "请更正提示的行；`probity rules lint` 可检查模型文件夹。",
  PROBITY_E_RULE_SYNTAX: "请查看提示所指的字符。",
  PROBITY_E_RULE_PROFILE: "请去掉提示所指的写法；规则语言指南说明了允许的写法。",
  PROBITY_E_RULE_TYPE: "请对照事件类型的字段说明检查提示所指的字段。",
  PROBITY_E_CONFIG: "请更正所列的环境变量或选项。",
  PROBITY_E_PORT_IN_USE: "请停止占用端口的程序，或用 PROBITY_PORT 换一个端口（0 为任意空闲端口）。",
  PROBITY_E_LISTEN: "请检查 PROBITY_HOST、PROBITY_PORT 和运行用户的权限。",
  PROBITY_E_DATA_DIR_LOCKED: "请停止提示所指的进程，或用 PROBITY_DATA_DIR 指定另一个数据目录。",
  PROBITY_E_DATA_DIR: "请检查目录是否存在、当前用户能否读写。",
  PROBITY_E_DATABASE: "请检查 PROBITY_DATABASE_URL，以及 PostgreSQL（15 或更新）是否在运行。",
  PROBITY_E_JOURNAL_DAMAGED:
    "请恢复该文件；若数据库完好，可将落盘日志（journal）目录移走后启动，系统会重新写入。",
  PROBITY_E_JOURNAL_MISMATCH:
    "请放回对应的落盘日志（journal）或数据库；若落盘日志不属于本库，移走后会重新写入。",
  PROBITY_E_JOURNAL_UNAVAILABLE:
    "请清理或修复其所在磁盘（PROBITY_JOURNAL_DIR）；服务器会自动重试，来源端保留事件。",
  PROBITY_E_MIGRATION: "请使用较新的服务器版本，或恢复升级前的备份。",
  PROBITY_E_SIGNING_KEY: "请让同一数据库的各服务器使用同一密钥，或恢复 <数据目录>/keys。",
  PROBITY_E_CHANNEL: "请更正提示所指的内容；通知指南列出了各类渠道的设置。",
  PROBITY_E_SECRET:
    "请在每台服务器的 <数据目录>/secrets/<名称>（PROBITY_SECRETS_DIR）或环境变量 PROBITY_SECRET_<名称> 中提供密钥。",
  PROBITY_E_OUTBOUND:
    "若确需发往该地址，请在 PROBITY_NOTIFY_ALLOW 中列出主机或网段；链路本地地址和本机默认拒绝。",
  PROBITY_E_DELIVERY_STATE: "请用 `probity notify deliveries` 查看；等待中的通知会自动重试。",
  PROBITY_E_USAGE: "请加 --help 查看全部选项和示例。",
  PROBITY_E_FILE: "请检查路径以及当前用户能否读取。",
  PROBITY_E_IMPORT_FORMAT: "请提供按行 JSON、发布包或记录包；很大的包请转换为按行 JSON。",
  PROBITY_E_LINK_FORMAT: "请提供带表头 from,to,kind,... 的 .csv、同名字段的按行 JSON，或 BODS 0.4 声明。",
  PROBITY_E_NO_SERVER: "请用 `probity serve` 启动服务器，或用 --url 指定地址；导入可用 --resume 继续。",
  PROBITY_E_LOG_ROLLED_BACK:
    "请恢复较新的备份或重放日志文件；`probity log status` 说明发现了什么、还能做什么。",
  PROBITY_E_LOG_POLICY: "请更正提示的行；格式为 C2SP tlog-policy，每个见证方须有公钥和地址。",
  PROBITY_E_LOG_EXPORT: "请指定空目录，或本日志先前导出的目录。",
  PROBITY_E_COSIGNATURE: "请使用 `probity witness cosign` 为本日志写出的文件，且见证方须在策略中。",
  PROBITY_E_WITNESS: "请看提示；`probity witness list` 列出见证方的日志及其已知大小。",
  PROBITY_E_CASES: "请对照上面列表中的预期与实际，更正规则或用例。",
};
