//! The elements of the resources we read, as the published FHIR R4 (4.0.1) definitions give them:
//! how often each may be given (`opt` 0..1, `one` 1..1, `any` 0..*), of which type, and
//! the words of each required binding. Types that we never look into are `Anything`.

use super::Kind::{
    Anything, Base64, Boolean, Choice, Code, Codes, Date, DateTime, Decimal, Extension, Id,
    Instant, Integer, Markup, Part, Positive, Reference, Resource, Text, Time, Unread, Unsigned,
    Uri,
};
use super::{Element, Shape};

macro_rules! shapes {
    ($($shape:ident $name:literal { $($often:ident $element:literal $kind:expr;)+ })+) => {
        $(pub(super) static $shape: Shape = Shape {
            name: $name,
            elements: &[$(Element::$often($element, $kind)),+],
        };)+
    };
}

shapes! {
    BUNDLE "Bundle" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "identifier" Part(&IDENTIFIER);
        one "type" Codes(&[
            "document", "message", "transaction", "transaction-response", "batch",
            "batch-response", "history", "searchset", "collection",
        ]);
        opt "timestamp" Instant;
        opt "total" Unsigned;
        any "link" Part(&BUNDLE_LINK);
        any "entry" Part(&BUNDLE_ENTRY);
        opt "signature" Anything;
    }
    PATIENT "Patient" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "active" Boolean;
        any "name" Part(&HUMAN_NAME);
        any "telecom" Part(&CONTACT_POINT);
        opt "gender" Codes(&["male", "female", "other", "unknown"]);
        opt "birthDate" Date;
        opt "deceased" Choice(&[("Boolean", Boolean), ("DateTime", DateTime)]);
        any "address" Part(&ADDRESS);
        opt "maritalStatus" Part(&CODEABLE_CONCEPT);
        opt "multipleBirth" Choice(&[("Boolean", Boolean), ("Integer", Integer)]);
        any "photo" Part(&ATTACHMENT);
        any "contact" Part(&PATIENT_CONTACT);
        any "communication" Part(&PATIENT_COMMUNICATION);
        any "generalPractitioner" Reference;
        opt "managingOrganization" Reference;
        any "link" Part(&PATIENT_LINK);
    }
    SERVICE_REQUEST "ServiceRequest" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        any "instantiatesCanonical" Uri;
        any "instantiatesUri" Uri;
        any "basedOn" Reference;
        any "replaces" Reference;
        opt "requisition" Part(&IDENTIFIER);
        one "status" Codes(&[
            "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown",
        ]);
        one "intent" Codes(&[
            "proposal", "plan", "directive", "order", "original-order", "reflex-order",
            "filler-order", "instance-order", "option",
        ]);
        any "category" Part(&CODEABLE_CONCEPT);
        opt "priority" Codes(&["routine", "urgent", "asap", "stat"]);
        opt "doNotPerform" Boolean;
        opt "code" Part(&CODEABLE_CONCEPT);
        any "orderDetail" Part(&CODEABLE_CONCEPT);
        opt "quantity" Choice(&[
            ("Quantity", Part(&QUANTITY)), ("Ratio", Part(&RATIO)), ("Range", Part(&RANGE)),
        ]);
        one "subject" Reference;
        opt "encounter" Reference;
        opt "occurrence" Choice(&[
            ("DateTime", DateTime), ("Period", Part(&PERIOD)), ("Timing", Part(&TIMING)),
        ]);
        opt "asNeeded" Choice(&[
            ("Boolean", Boolean), ("CodeableConcept", Part(&CODEABLE_CONCEPT)),
        ]);
        opt "authoredOn" DateTime;
        opt "requester" Reference;
        opt "performerType" Part(&CODEABLE_CONCEPT);
        any "performer" Reference;
        any "locationCode" Part(&CODEABLE_CONCEPT);
        any "locationReference" Reference;
        any "reasonCode" Part(&CODEABLE_CONCEPT);
        any "reasonReference" Reference;
        any "insurance" Reference;
        any "supportingInfo" Reference;
        any "specimen" Reference;
        any "bodySite" Part(&CODEABLE_CONCEPT);
        any "note" Part(&ANNOTATION);
        opt "patientInstruction" Text;
        any "relevantHistory" Reference;
    }
    QUESTIONNAIRE_RESPONSE "QuestionnaireResponse" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "identifier" Part(&IDENTIFIER);
        any "basedOn" Reference;
        any "partOf" Reference;
        opt "questionnaire" Uri;
        one "status" Codes(&["in-progress", "completed", "amended", "entered-in-error", "stopped"]);
        opt "subject" Reference;
        opt "encounter" Reference;
        opt "authored" DateTime;
        opt "author" Reference;
        opt "source" Reference;
        any "item" Part(&QUESTIONNAIRE_RESPONSE_ITEM);
    }
    OBSERVATION "Observation" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        any "basedOn" Reference;
        any "partOf" Reference;
        one "status" Codes(&[
            "registered", "preliminary", "final", "amended", "corrected", "cancelled",
            "entered-in-error", "unknown",
        ]);
        any "category" Part(&CODEABLE_CONCEPT);
        one "code" Part(&CODEABLE_CONCEPT);
        opt "subject" Reference;
        any "focus" Reference;
        opt "encounter" Reference;
        opt "effective" Choice(&[
            ("DateTime", DateTime), ("Period", Part(&PERIOD)), ("Timing", Part(&TIMING)),
            ("Instant", Instant),
        ]);
        opt "issued" Instant;
        any "performer" Reference;
        opt "value" Choice(&[
            ("Quantity", Part(&QUANTITY)), ("CodeableConcept", Part(&CODEABLE_CONCEPT)),
            ("String", Text), ("Boolean", Boolean), ("Integer", Integer), ("Range", Part(&RANGE)),
            ("Ratio", Part(&RATIO)), ("SampledData", Part(&SAMPLED_DATA)), ("Time", Time),
            ("DateTime", DateTime), ("Period", Part(&PERIOD)),
        ]);
        opt "dataAbsentReason" Part(&CODEABLE_CONCEPT);
        any "interpretation" Part(&CODEABLE_CONCEPT);
        any "note" Part(&ANNOTATION);
        opt "bodySite" Part(&CODEABLE_CONCEPT);
        opt "method" Part(&CODEABLE_CONCEPT);
        opt "specimen" Reference;
        opt "device" Reference;
        any "referenceRange" Part(&OBSERVATION_REFERENCE_RANGE);
        any "hasMember" Reference;
        any "derivedFrom" Reference;
        any "component" Part(&OBSERVATION_COMPONENT);
    }
    PRACTITIONER "Practitioner" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "active" Boolean;
        any "name" Part(&HUMAN_NAME);
        any "telecom" Part(&CONTACT_POINT);
        any "address" Part(&ADDRESS);
        opt "gender" Codes(&["male", "female", "other", "unknown"]);
        opt "birthDate" Date;
        any "photo" Part(&ATTACHMENT);
        any "qualification" Part(&PRACTITIONER_QUALIFICATION);
        any "communication" Part(&CODEABLE_CONCEPT);
    }
    PRACTITIONER_ROLE "PractitionerRole" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "active" Boolean;
        opt "period" Part(&PERIOD);
        opt "practitioner" Reference;
        opt "organization" Reference;
        any "code" Part(&CODEABLE_CONCEPT);
        any "specialty" Part(&CODEABLE_CONCEPT);
        any "location" Reference;
        any "healthcareService" Reference;
        any "telecom" Part(&CONTACT_POINT);
        any "availableTime" Part(&PRACTITIONER_ROLE_AVAILABLE_TIME);
        any "notAvailable" Part(&PRACTITIONER_ROLE_NOT_AVAILABLE);
        opt "availabilityExceptions" Text;
        any "endpoint" Reference;
    }
    ORGANIZATION "Organization" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "active" Boolean;
        any "type" Part(&CODEABLE_CONCEPT);
        opt "name" Text;
        any "alias" Text;
        any "telecom" Part(&CONTACT_POINT);
        any "address" Part(&ADDRESS);
        opt "partOf" Reference;
        any "contact" Part(&ORGANIZATION_CONTACT);
        any "endpoint" Reference;
    }
    LOCATION "Location" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "status" Codes(&["active", "suspended", "inactive"]);
        opt "operationalStatus" Part(&CODING);
        opt "name" Text;
        any "alias" Text;
        opt "description" Text;
        opt "mode" Codes(&["instance", "kind"]);
        any "type" Part(&CODEABLE_CONCEPT);
        any "telecom" Part(&CONTACT_POINT);
        opt "address" Part(&ADDRESS);
        opt "physicalType" Part(&CODEABLE_CONCEPT);
        opt "position" Part(&LOCATION_POSITION);
        opt "managingOrganization" Reference;
        opt "partOf" Reference;
        any "hoursOfOperation" Part(&LOCATION_HOURS_OF_OPERATION);
        opt "availabilityExceptions" Text;
        any "endpoint" Reference;
    }
    RELATED_PERSON "RelatedPerson" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "active" Boolean;
        one "patient" Reference;
        any "relationship" Part(&CODEABLE_CONCEPT);
        any "name" Part(&HUMAN_NAME);
        any "telecom" Part(&CONTACT_POINT);
        opt "gender" Codes(&["male", "female", "other", "unknown"]);
        opt "birthDate" Date;
        any "address" Part(&ADDRESS);
        any "photo" Part(&ATTACHMENT);
        opt "period" Part(&PERIOD);
        any "communication" Part(&RELATED_PERSON_COMMUNICATION);
    }
    TASK "Task" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "instantiatesCanonical" Uri;
        opt "instantiatesUri" Uri;
        any "basedOn" Reference;
        opt "groupIdentifier" Part(&IDENTIFIER);
        any "partOf" Reference;
        one "status" Codes(&[
            "draft", "requested", "received", "accepted", "rejected", "ready", "cancelled",
            "in-progress", "on-hold", "failed", "completed", "entered-in-error",
        ]);
        opt "statusReason" Part(&CODEABLE_CONCEPT);
        opt "businessStatus" Part(&CODEABLE_CONCEPT);
        one "intent" Codes(&[
            "unknown", "proposal", "plan", "order", "original-order", "reflex-order",
            "filler-order", "instance-order", "option",
        ]);
        opt "priority" Codes(&["routine", "urgent", "asap", "stat"]);
        opt "code" Part(&CODEABLE_CONCEPT);
        opt "description" Text;
        opt "focus" Reference;
        opt "for" Reference;
        opt "encounter" Reference;
        opt "executionPeriod" Part(&PERIOD);
        opt "authoredOn" DateTime;
        opt "lastModified" DateTime;
        opt "requester" Reference;
        any "performerType" Part(&CODEABLE_CONCEPT);
        opt "owner" Reference;
        opt "location" Reference;
        opt "reasonCode" Part(&CODEABLE_CONCEPT);
        opt "reasonReference" Reference;
        any "insurance" Reference;
        any "note" Anything;
        any "relevantHistory" Reference;
        opt "restriction" Part(&TASK_RESTRICTION);
        any "input" Part(&TASK_INPUT);
        any "output" Part(&TASK_OUTPUT);
    }
    RISK_ASSESSMENT "RiskAssessment" {
        opt "id" Id;
        opt "meta" Part(&META);
        opt "implicitRules" Unread;
        opt "language" Code;
        opt "text" Part(&NARRATIVE);
        any "contained" Unread;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        opt "basedOn" Reference;
        opt "parent" Reference;
        one "status" Codes(&[
            "registered", "preliminary", "final", "amended", "corrected", "cancelled",
            "entered-in-error", "unknown",
        ]);
        opt "method" Part(&CODEABLE_CONCEPT);
        opt "code" Part(&CODEABLE_CONCEPT);
        one "subject" Reference;
        opt "encounter" Reference;
        opt "occurrence" Choice(&[("DateTime", DateTime), ("Period", Part(&PERIOD))]);
        opt "condition" Reference;
        opt "performer" Reference;
        any "reasonCode" Part(&CODEABLE_CONCEPT);
        any "reasonReference" Reference;
        any "basis" Reference;
        any "prediction" Part(&RISK_ASSESSMENT_PREDICTION);
        opt "mitigation" Text;
        any "note" Part(&ANNOTATION);
    }
    META "Meta" {
        opt "id" Text;
        any "extension" Extension;
        opt "versionId" Id;
        opt "lastUpdated" Instant;
        opt "source" Uri;
        any "profile" Uri;
        any "security" Part(&CODING);
        any "tag" Part(&CODING);
    }
    IDENTIFIER "Identifier" {
        opt "id" Text;
        any "extension" Extension;
        opt "use" Codes(&["usual", "official", "temp", "secondary", "old"]);
        opt "type" Part(&CODEABLE_CONCEPT);
        opt "system" Uri;
        opt "value" Text;
        opt "period" Part(&PERIOD);
        opt "assigner" Reference;
    }
    BUNDLE_LINK "Bundle.link" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "relation" Text;
        one "url" Uri;
    }
    BUNDLE_ENTRY "Bundle.entry" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "link" Part(&BUNDLE_LINK);
        opt "fullUrl" Uri;
        opt "resource" Resource;
        opt "search" Part(&BUNDLE_ENTRY_SEARCH);
        opt "request" Part(&BUNDLE_ENTRY_REQUEST);
        opt "response" Part(&BUNDLE_ENTRY_RESPONSE);
    }
    NARRATIVE "Narrative" {
        opt "id" Text;
        any "extension" Extension;
        one "status" Codes(&["generated", "extensions", "additional", "empty"]);
        one "div" Markup;
    }
    HUMAN_NAME "HumanName" {
        opt "id" Text;
        any "extension" Extension;
        opt "use" Codes(&["usual", "official", "temp", "nickname", "anonymous", "old", "maiden"]);
        opt "text" Text;
        opt "family" Text;
        any "given" Text;
        any "prefix" Text;
        any "suffix" Text;
        opt "period" Part(&PERIOD);
    }
    CONTACT_POINT "ContactPoint" {
        opt "id" Text;
        any "extension" Extension;
        opt "system" Codes(&["phone", "fax", "email", "pager", "url", "sms", "other"]);
        opt "value" Text;
        opt "use" Codes(&["home", "work", "temp", "old", "mobile"]);
        opt "rank" Positive;
        opt "period" Part(&PERIOD);
    }
    ADDRESS "Address" {
        opt "id" Text;
        any "extension" Extension;
        opt "use" Codes(&["home", "work", "temp", "old", "billing"]);
        opt "type" Codes(&["postal", "physical", "both"]);
        opt "text" Text;
        any "line" Text;
        opt "city" Text;
        opt "district" Text;
        opt "state" Text;
        opt "postalCode" Text;
        opt "country" Text;
        opt "period" Part(&PERIOD);
    }
    CODEABLE_CONCEPT "CodeableConcept" {
        opt "id" Text;
        any "extension" Extension;
        any "coding" Part(&CODING);
        opt "text" Text;
    }
    ATTACHMENT "Attachment" {
        opt "id" Text;
        any "extension" Extension;
        opt "contentType" Code;
        opt "language" Code;
        opt "data" Base64;
        opt "url" Uri;
        opt "size" Unsigned;
        opt "hash" Base64;
        opt "title" Text;
        opt "creation" DateTime;
    }
    PATIENT_CONTACT "Patient.contact" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "relationship" Part(&CODEABLE_CONCEPT);
        opt "name" Part(&HUMAN_NAME);
        any "telecom" Part(&CONTACT_POINT);
        opt "address" Part(&ADDRESS);
        opt "gender" Codes(&["male", "female", "other", "unknown"]);
        opt "organization" Reference;
        opt "period" Part(&PERIOD);
    }
    PATIENT_COMMUNICATION "Patient.communication" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "language" Part(&CODEABLE_CONCEPT);
        opt "preferred" Boolean;
    }
    PATIENT_LINK "Patient.link" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "other" Reference;
        one "type" Codes(&["replaced-by", "replaces", "refer", "seealso"]);
    }
    QUANTITY "Quantity" {
        opt "id" Text;
        any "extension" Extension;
        opt "value" Decimal;
        opt "comparator" Codes(&["<", "<=", ">=", ">"]);
        opt "unit" Text;
        opt "system" Uri;
        opt "code" Code;
    }
    RATIO "Ratio" {
        opt "id" Text;
        any "extension" Extension;
        opt "numerator" Part(&QUANTITY);
        opt "denominator" Part(&QUANTITY);
    }
    RANGE "Range" {
        opt "id" Text;
        any "extension" Extension;
        opt "low" Part(&QUANTITY);
        opt "high" Part(&QUANTITY);
    }
    PERIOD "Period" {
        opt "id" Text;
        any "extension" Extension;
        opt "start" DateTime;
        opt "end" DateTime;
    }
    TIMING "Timing" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "event" DateTime;
        opt "repeat" Part(&TIMING_REPEAT);
        opt "code" Part(&CODEABLE_CONCEPT);
    }
    ANNOTATION "Annotation" {
        opt "id" Text;
        any "extension" Extension;
        opt "author" Choice(&[("Reference", Reference), ("String", Text)]);
        opt "time" DateTime;
        one "text" Text;
    }
    QUESTIONNAIRE_RESPONSE_ITEM "QuestionnaireResponse.item" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "linkId" Text;
        opt "definition" Uri;
        opt "text" Text;
        any "answer" Part(&QUESTIONNAIRE_RESPONSE_ITEM_ANSWER);
        any "item" Part(&QUESTIONNAIRE_RESPONSE_ITEM);
    }
    SAMPLED_DATA "SampledData" {
        opt "id" Text;
        any "extension" Extension;
        one "origin" Part(&QUANTITY);
        one "period" Decimal;
        opt "factor" Decimal;
        opt "lowerLimit" Decimal;
        opt "upperLimit" Decimal;
        one "dimensions" Positive;
        opt "data" Text;
    }
    OBSERVATION_REFERENCE_RANGE "Observation.referenceRange" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "low" Part(&QUANTITY);
        opt "high" Part(&QUANTITY);
        opt "type" Part(&CODEABLE_CONCEPT);
        any "appliesTo" Part(&CODEABLE_CONCEPT);
        opt "age" Part(&RANGE);
        opt "text" Text;
    }
    OBSERVATION_COMPONENT "Observation.component" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "code" Part(&CODEABLE_CONCEPT);
        opt "value" Choice(&[
            ("Quantity", Part(&QUANTITY)), ("CodeableConcept", Part(&CODEABLE_CONCEPT)),
            ("String", Text), ("Boolean", Boolean), ("Integer", Integer), ("Range", Part(&RANGE)),
            ("Ratio", Part(&RATIO)), ("SampledData", Part(&SAMPLED_DATA)), ("Time", Time),
            ("DateTime", DateTime), ("Period", Part(&PERIOD)),
        ]);
        opt "dataAbsentReason" Part(&CODEABLE_CONCEPT);
        any "interpretation" Part(&CODEABLE_CONCEPT);
        any "referenceRange" Part(&OBSERVATION_REFERENCE_RANGE);
    }
    PRACTITIONER_QUALIFICATION "Practitioner.qualification" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "identifier" Part(&IDENTIFIER);
        one "code" Part(&CODEABLE_CONCEPT);
        opt "period" Part(&PERIOD);
        opt "issuer" Reference;
    }
    PRACTITIONER_ROLE_AVAILABLE_TIME "PractitionerRole.availableTime" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "daysOfWeek" Codes(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
        opt "allDay" Boolean;
        opt "availableStartTime" Time;
        opt "availableEndTime" Time;
    }
    PRACTITIONER_ROLE_NOT_AVAILABLE "PractitionerRole.notAvailable" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "description" Text;
        opt "during" Part(&PERIOD);
    }
    ORGANIZATION_CONTACT "Organization.contact" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "purpose" Part(&CODEABLE_CONCEPT);
        opt "name" Part(&HUMAN_NAME);
        any "telecom" Part(&CONTACT_POINT);
        opt "address" Part(&ADDRESS);
    }
    CODING "Coding" {
        opt "id" Text;
        any "extension" Extension;
        opt "system" Uri;
        opt "version" Text;
        opt "code" Code;
        opt "display" Text;
        opt "userSelected" Boolean;
    }
    LOCATION_POSITION "Location.position" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "longitude" Decimal;
        one "latitude" Decimal;
        opt "altitude" Decimal;
    }
    LOCATION_HOURS_OF_OPERATION "Location.hoursOfOperation" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        any "daysOfWeek" Codes(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
        opt "allDay" Boolean;
        opt "openingTime" Time;
        opt "closingTime" Time;
    }
    RELATED_PERSON_COMMUNICATION "RelatedPerson.communication" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "language" Part(&CODEABLE_CONCEPT);
        opt "preferred" Boolean;
    }
    TASK_RESTRICTION "Task.restriction" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "repetitions" Positive;
        opt "period" Part(&PERIOD);
        any "recipient" Reference;
    }
    TASK_INPUT "Task.input" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "type" Part(&CODEABLE_CONCEPT);
        one "value" Choice(&[
            ("Base64Binary", Base64), ("Boolean", Boolean), ("Canonical", Uri), ("Code", Code),
            ("Date", Date), ("DateTime", DateTime), ("Decimal", Decimal), ("Id", Id),
            ("Instant", Instant), ("Integer", Integer), ("Markdown", Text), ("Oid", Uri),
            ("PositiveInt", Positive), ("String", Text), ("Time", Time), ("UnsignedInt", Unsigned),
            ("Uri", Uri), ("Url", Uri), ("Uuid", Uri), ("Address", Part(&ADDRESS)),
            ("Age", Anything), ("Annotation", Anything), ("Attachment", Anything),
            ("CodeableConcept", Part(&CODEABLE_CONCEPT)), ("Coding", Part(&CODING)),
            ("ContactPoint", Part(&CONTACT_POINT)), ("Count", Anything), ("Distance", Anything),
            ("Duration", Anything), ("HumanName", Part(&HUMAN_NAME)),
            ("Identifier", Part(&IDENTIFIER)), ("Money", Anything), ("Period", Part(&PERIOD)),
            ("Quantity", Part(&QUANTITY)), ("Range", Part(&RANGE)), ("Ratio", Part(&RATIO)),
            ("Reference", Reference), ("SampledData", Anything), ("Signature", Anything),
            ("Timing", Anything), ("ContactDetail", Anything), ("Contributor", Anything),
            ("DataRequirement", Anything), ("Expression", Anything),
            ("ParameterDefinition", Anything), ("RelatedArtifact", Anything),
            ("TriggerDefinition", Anything), ("UsageContext", Anything), ("Dosage", Anything),
            ("Meta", Part(&META)),
        ]);
    }
    TASK_OUTPUT "Task.output" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "type" Part(&CODEABLE_CONCEPT);
        one "value" Choice(&[
            ("Base64Binary", Base64), ("Boolean", Boolean), ("Canonical", Uri), ("Code", Code),
            ("Date", Date), ("DateTime", DateTime), ("Decimal", Decimal), ("Id", Id),
            ("Instant", Instant), ("Integer", Integer), ("Markdown", Text), ("Oid", Uri),
            ("PositiveInt", Positive), ("String", Text), ("Time", Time), ("UnsignedInt", Unsigned),
            ("Uri", Uri), ("Url", Uri), ("Uuid", Uri), ("Address", Part(&ADDRESS)),
            ("Age", Anything), ("Annotation", Anything), ("Attachment", Anything),
            ("CodeableConcept", Part(&CODEABLE_CONCEPT)), ("Coding", Part(&CODING)),
            ("ContactPoint", Part(&CONTACT_POINT)), ("Count", Anything), ("Distance", Anything),
            ("Duration", Anything), ("HumanName", Part(&HUMAN_NAME)),
            ("Identifier", Part(&IDENTIFIER)), ("Money", Anything), ("Period", Part(&PERIOD)),
            ("Quantity", Part(&QUANTITY)), ("Range", Part(&RANGE)), ("Ratio", Part(&RATIO)),
            ("Reference", Reference), ("SampledData", Anything), ("Signature", Anything),
            ("Timing", Anything), ("ContactDetail", Anything), ("Contributor", Anything),
            ("DataRequirement", Anything), ("Expression", Anything),
            ("ParameterDefinition", Anything), ("RelatedArtifact", Anything),
            ("TriggerDefinition", Anything), ("UsageContext", Anything), ("Dosage", Anything),
            ("Meta", Part(&META)),
        ]);
    }
    RISK_ASSESSMENT_PREDICTION "RiskAssessment.prediction" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "outcome" Anything;
        opt "probability" Choice(&[("Decimal", Decimal), ("Range", Part(&RANGE))]);
        opt "qualitativeRisk" Part(&CODEABLE_CONCEPT);
        opt "relativeRisk" Decimal;
        opt "when" Choice(&[("Period", Part(&PERIOD)), ("Range", Part(&RANGE))]);
        opt "rationale" Text;
    }
    BUNDLE_ENTRY_SEARCH "Bundle.entry.search" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "mode" Codes(&["match", "include", "outcome"]);
        opt "score" Decimal;
    }
    BUNDLE_ENTRY_REQUEST "Bundle.entry.request" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "method" Codes(&["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]);
        one "url" Uri;
        opt "ifNoneMatch" Text;
        opt "ifModifiedSince" Instant;
        opt "ifMatch" Text;
        opt "ifNoneExist" Text;
    }
    BUNDLE_ENTRY_RESPONSE "Bundle.entry.response" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        one "status" Text;
        opt "location" Uri;
        opt "etag" Text;
        opt "lastModified" Instant;
        opt "outcome" Anything;
    }
    TIMING_REPEAT "Timing.repeat" {
        opt "id" Text;
        any "extension" Extension;
        opt "bounds" Choice(&[
            ("Duration", Part(&DURATION)), ("Range", Part(&RANGE)), ("Period", Part(&PERIOD)),
        ]);
        opt "count" Positive;
        opt "countMax" Positive;
        opt "duration" Decimal;
        opt "durationMax" Decimal;
        opt "durationUnit" Codes(&["s", "min", "h", "d", "wk", "mo", "a"]);
        opt "frequency" Positive;
        opt "frequencyMax" Positive;
        opt "period" Decimal;
        opt "periodMax" Decimal;
        opt "periodUnit" Codes(&["s", "min", "h", "d", "wk", "mo", "a"]);
        any "dayOfWeek" Codes(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
        any "timeOfDay" Time;
        any "when" Codes(&[
            "MORN", "MORN.early", "MORN.late", "NOON", "AFT", "AFT.early", "AFT.late", "EVE",
            "EVE.early", "EVE.late", "NIGHT", "PHS", "HS", "WAKE", "C", "CM", "CD", "CV", "AC",
            "ACM", "ACD", "ACV", "PC", "PCM", "PCD", "PCV",
        ]);
        opt "offset" Unsigned;
    }
    QUESTIONNAIRE_RESPONSE_ITEM_ANSWER "QuestionnaireResponse.item.answer" {
        opt "id" Text;
        any "extension" Extension;
        any "modifierExtension" Unread;
        opt "value" Choice(&[
            ("Boolean", Boolean), ("Decimal", Decimal), ("Integer", Integer), ("Date", Date),
            ("DateTime", DateTime), ("Time", Time), ("String", Text), ("Uri", Uri),
            ("Attachment", Part(&ATTACHMENT)), ("Coding", Part(&CODING)),
            ("Quantity", Part(&QUANTITY)), ("Reference", Reference),
        ]);
        any "item" Part(&QUESTIONNAIRE_RESPONSE_ITEM);
    }
    DURATION "Duration" {
        opt "id" Text;
        any "extension" Extension;
        opt "value" Decimal;
        opt "comparator" Codes(&["<", "<=", ">=", ">"]);
        opt "unit" Text;
        opt "system" Uri;
        opt "code" Code;
    }
    REFERENCE "Reference" {
        opt "id" Text;
        any "extension" Extension;
        opt "reference" Text;
        opt "type" Uri;
        opt "identifier" Part(&IDENTIFIER);
        opt "display" Text;
    }
}
