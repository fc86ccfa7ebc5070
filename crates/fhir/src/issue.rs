//! What is wrong with what arrived, and where: the parts of an `OperationOutcome`.

use crate::path::Path;

/// More faults than this are counted, not listed: a hostile body must not buy a huge answer.
pub const ISSUES_MAX: usize = 200;

/// How grave one issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing was stored because of it.
    Error,
    /// It was stored; a person should look.
    Warning,
    /// It was stored; this is how it was read.
    Information,
}

impl Severity {
    /// The FHIR code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Information => "information",
        }
    }
}

/// What kind of fault, in the words of FHIR's issue-type code system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IssueCode {
    /// The JSON or the shape of the resource is wrong.
    Structure,
    /// An element that must be there is not.
    Required,
    /// A value has a form or size it cannot have.
    Value,
    /// A word is not one of those allowed.
    CodeInvalid,
    /// Two elements contradict each other.
    Invariant,
    /// A reference leads nowhere.
    NotFound,
    /// Something is said twice.
    Duplicate,
    /// Understood, but not taken here.
    NotSupported,
    /// The service does not accept this as it stands.
    BusinessRule,
    /// Too large or nested too deeply.
    TooCostly,
    /// The method or address has nothing here.
    Processing,
    /// The same number was used for something else.
    Conflict,
    /// Who sends is not known.
    Login,
    /// Who sends may not do this.
    Forbidden,
    /// For information.
    Informational,
}

impl IssueCode {
    /// The FHIR code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Required => "required",
            Self::Value => "value",
            Self::CodeInvalid => "code-invalid",
            Self::Invariant => "invariant",
            Self::NotFound => "not-found",
            Self::Duplicate => "duplicate",
            Self::NotSupported => "not-supported",
            Self::BusinessRule => "business-rule",
            Self::TooCostly => "too-costly",
            Self::Processing => "processing",
            Self::Conflict => "conflict",
            Self::Login => "login",
            Self::Forbidden => "forbidden",
            Self::Informational => "informational",
        }
    }
}

/// One issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// How grave.
    pub severity: Severity,
    /// What kind.
    pub code: IssueCode,
    /// The element, as `Bundle.entry[2].resource.item[3].linkId`; absent when the fault is in no
    /// element (the JSON breaks off, the address is wrong).
    pub expression: Option<String>,
    /// One plain sentence. It repeats what was sent only where that is a code or a name of ours.
    pub diagnostics: String,
}

impl Issue {
    /// An error that stands in no element.
    pub fn error(code: IssueCode, diagnostics: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, expression: None, diagnostics: diagnostics.into() }
    }

    /// The same issue at an element.
    #[must_use]
    pub fn at(mut self, expression: impl Into<String>) -> Self {
        self.expression = Some(expression.into());
        self
    }
}

/// Nothing of it was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// 400 when it is not even well-formed, 422 otherwise.
    pub status: u16,
    /// Every fault.
    pub issues: Vec<Issue>,
}

impl Refused {
    /// Not well-formed.
    pub(crate) fn malformed(issue: Issue) -> Self {
        Self { status: 400, issues: vec![issue] }
    }
}

/// Collects issues while a document is walked.
#[derive(Debug, Default)]
pub(crate) struct Issues {
    errors: Vec<Issue>,
    notes: Vec<Issue>,
    left_out: usize,
}

impl Issues {
    pub(crate) fn error(&mut self, code: IssueCode, path: &Path<'_>, words: impl Into<String>) {
        if self.errors.len() >= ISSUES_MAX {
            self.left_out += 1;
            return;
        }
        self.errors.push(Issue::error(code, words).at(path.to_string()));
    }

    pub(crate) fn note(&mut self, severity: Severity, path: &Path<'_>, words: impl Into<String>) {
        if self.notes.len() >= ISSUES_MAX {
            return;
        }
        self.notes.push(Issue {
            severity,
            code: if severity == Severity::Warning {
                IssueCode::Value
            } else {
                IssueCode::Informational
            },
            expression: Some(path.to_string()),
            diagnostics: words.into(),
        });
    }

    /// The notes, or every error.
    pub(crate) fn finish(self) -> Result<Vec<Issue>, Refused> {
        if self.errors.is_empty() { Ok(self.notes) } else { Err(self.refuse()) }
    }

    /// Every error.
    pub(crate) fn refuse(mut self) -> Refused {
        if self.left_out > 0 {
            let words = format!("{} more faults are not listed.", self.left_out);
            self.errors.push(Issue::error(IssueCode::TooCostly, words));
        }
        Refused { status: 422, issues: self.errors }
    }
}
