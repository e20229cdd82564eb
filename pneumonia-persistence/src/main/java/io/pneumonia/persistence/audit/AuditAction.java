package io.pneumonia.persistence.audit;

/** What the audit trail tells of. The names are stored and stay. */
public enum AuditAction {
  /** An account was made. */
  REGISTER,
  /** Somebody signed in. */
  LOGIN,
  /** A name and password were refused. */
  LOGIN_FAILED,
  /** Somebody signed out. */
  LOGOUT,
  /** Somebody changed the own names or e-mail address. */
  PROFILE_EDIT,
  /** Somebody changed the own password. */
  PASSWORD_CHANGE,
  /** An administrator set somebody's password. */
  PASSWORD_RESET,
  /** An account may sign in again. */
  USER_ACTIVATE,
  /** An account may no longer sign in. */
  USER_DEACTIVATE,
  /** A user became an administrator. */
  ADMINISTRATOR_GRANT,
  /** A user is no longer an administrator. */
  ADMINISTRATOR_REVOKE,
  /** A session or token was ended from a list of them. */
  ACCESS_REVOKE,
  /** A picture was stored and its result recorded. */
  UPLOAD,
  /** A result was looked at. */
  VIEW,
  /** A result and its picture were deleted. */
  DELETE,
  /** Results were exported. */
  EXPORT,
  /** Something was taken over from another system, where it had happened before. */
  IMPORT,
  /** A setting was changed. */
  SETTING_CHANGE,
  /** A model was registered. */
  MODEL_REGISTER,
  /** A model was put in force. */
  MODEL_ACTIVATE
}
