//! Discord's own description of its HTTP API, that the body of every call is held against.
//!
//! A route's validator is built when the first call needs it, from just the schemas that the route reaches: the whole
//! description is over a megabyte.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// The description, with the validators built so far.
#[derive(Debug)]
pub(crate) struct Description {
    document: Value,
    operations: Mutex<HashMap<(String, &'static str), Operation>>,
}

/// The validators of a route's body: one for each form that it may have, none if it has no body.
type Operation = Arc<Vec<Validator>>;

impl Description {
    /// The description in this file; `None` if there is no such file.
    ///
    /// # Panics
    /// If the file is there and holds no JSON.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let text = fs::read(path).ok()?;
        let document = serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Some(Self { document, operations: Mutex::default() })
    }

    /// What the description finds wrong with a call's body; empty if nothing.
    pub(crate) fn faults(&self, method: &Method, template: &'static str, body: &Value) -> Vec<String> {
        let operation = self.operation(method, template);
        let found = operation.iter().map(|form| {
            let faults: Vec<_> =
                form.iter_errors(body).map(|fault| (fault.instance_path().to_string(), fault.to_string())).collect();
            // The form that was meant is the one whose type fits, however much else may be wrong with it.
            let other_form = faults.iter().any(|(path, _)| path == "/type");
            (other_form, faults)
        });
        let best = found.min_by_key(|(other_form, faults)| (!faults.is_empty(), *other_form, faults.len()));
        best.map_or(Vec::new(), |(_, faults)| {
            faults.into_iter().map(|(path, text)| format!("{path}: {text}")).collect()
        })
    }

    fn operation(&self, method: &Method, template: &'static str) -> Operation {
        let key = (method.as_str().to_lowercase(), template);
        let mut operations = self.operations.lock().unwrap_or_else(PoisonError::into_inner);
        let build = || Arc::new(self.forms(&key.0, template).iter().map(|form| self.validator(form)).collect());
        operations.entry(key.clone()).or_insert_with(build).clone()
    }

    /// The schemas that a body may follow.
    fn forms(&self, method: &str, template: &str) -> Vec<Value> {
        let schema = &self.document["paths"][template][method]["requestBody"]["content"]["application/json"]["schema"];
        match schema["anyOf"].as_array() {
            Some(forms) => forms.clone(),
            None => (!schema.is_null()).then(|| schema.clone()).into_iter().collect(),
        }
    }

    fn validator(&self, form: &Value) -> Validator {
        let mut reached = BTreeSet::new();
        self.reach(form, &mut reached);
        let schemas = reached.into_iter().map(|name| (name.to_owned(), self.schema(name).clone()));
        let document = json!({"allOf": [form], "components": {"schemas": schemas.collect::<Map<_, _>>()}});
        jsonschema::draft202012::new(&document).unwrap_or_else(|error| panic!("the API description: {error}"))
    }

    /// Adds the names of all schemas that this one refers to, and those in turn.
    fn reach<'a>(&'a self, schema: &'a Value, reached: &mut BTreeSet<&'a str>) {
        match schema {
            Value::Object(fields) => {
                let target = fields.get("$ref").and_then(Value::as_str);
                if let Some(name) = target.and_then(|target| target.strip_prefix("#/components/schemas/"))
                    && reached.insert(name)
                {
                    self.reach(self.schema(name), reached);
                }
                fields.values().for_each(|value| self.reach(value, reached));
            }
            Value::Array(items) => items.iter().for_each(|value| self.reach(value, reached)),
            _ => {}
        }
    }

    fn schema(&self, name: &str) -> &Value {
        &self.document["components"]["schemas"][name]
    }
}
