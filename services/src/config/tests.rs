use super::*;

fn layers(file: &str, environment: &[(&str, &str)], flags: &[&str]) -> (tempfile::TempDir, Layers) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("alliance.toml");
    std::fs::write(&path, file).unwrap();
    let layers = Layers {
        file: Some(path),
        environment: environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        flags: flags.iter().map(|flag| (*flag).to_owned()).collect(),
    };
    (folder, layers)
}

fn refusal(file: &str, environment: &[(&str, &str)], flags: &[&str]) -> String {
    let (_folder, layers) = layers(file, environment, flags);
    let error = layers.build().unwrap_err();
    let cause = std::error::Error::source(&error).map_or(String::new(), ToString::to_string);
    format!("{error} {cause}")
}

#[test]
fn the_defaults_are_valid() {
    assert_eq!(Layers::default().build().unwrap(), Config::default());
}

#[test]
fn flags_win_over_environment_over_file_over_defaults() {
    let (_folder, layers) = layers(
        "data = 'file'\nlisten = '127.0.0.1:1'\n[limits]\nreaders_max = 1\nstream_items_max = 1",
        &[
            ("ALLIANCE_LISTEN", "127.0.0.1:2"),
            ("ALLIANCE_LIMITS_READERS_MAX", "2"),
            ("PATH", "/bin"),
        ],
        &["limits.readers_max=3"],
    );
    let config = layers.build().unwrap();
    assert_eq!(config.data, PathBuf::from("file"));
    assert_eq!(config.listen, "127.0.0.1:2");
    assert_eq!(config.limits.readers_max, 3);
    assert_eq!(config.limits.stream_items_max, 1);
    assert_eq!(config.deadlines, DeadlinesConfig::default());
}

#[test]
fn unknown_keys_are_refused_in_every_layer() {
    assert!(refusal("listne = 'x'", &[], &[]).contains("listne"));
    assert!(refusal("[limits]\nbody = 1", &[], &[]).contains("body"));
    assert!(refusal("", &[("ALLIANCE_LISTNE", "x")], &[]).contains("ALLIANCE_LISTNE"));
    assert!(refusal("", &[], &["listne=x"]).contains("listne"));
}

#[test]
fn rules_between_settings_are_checked() {
    let body = "limits.body_bytes_max=80000000";
    assert!(refusal("", &[], &[body]).contains("limits.message_bytes_max"));
    assert!(refusal("", &[], &["pipeline.lease_ms=1000"]).contains("pipeline.lease_ms"));
    assert!(refusal("", &[], &["listen=localhost"]).contains("listen"));
    assert!(refusal("", &[], &["limits.readers_max=0"]).contains("limits.readers_max"));
    assert!(refusal("", &[], &["log.filter=a=b=c"]).contains("log.filter"));
    let short = refusal("", &[], &["auth.read_tokens=short"]);
    assert!(short.contains("auth.read_tokens must be"), "{short}");
    assert!(refusal("", &[("ALLIANCE_LIMITS_READERS_MAX", "many")], &[]).contains("READERS_MAX"));
}

#[test]
fn a_list_is_read_as_in_toml_or_split_at_commas() {
    for text in [
        "0123456789abcdef,fedcba9876543210",
        r#"["0123456789abcdef", "fedcba9876543210"]"#,
        " ['0123456789abcdef','fedcba9876543210'] ",
    ] {
        let flag = format!("auth.read_tokens={text}");
        let environment = [("ALLIANCE_AUTH_ADMIN_TOKENS", text)];
        let (_folder, layers) = layers("", &environment, &[&flag]);
        let auth = layers.build().unwrap().auth;
        for tokens in [auth.read_tokens, auth.admin_tokens] {
            assert_eq!(tokens, ["0123456789abcdef", "fedcba9876543210"], "{text}");
        }
    }
    for text in ["[0123456789abcdef]", "[", "[1]"] {
        let flag = format!("auth.read_tokens={text}");
        assert!(refusal("", &[], &[&flag]).contains("read_tokens"), "{text}");
    }
}

#[test]
fn what_differs_from_the_defaults_is_told_without_tokens() {
    assert!(Config::default().changes().unwrap().is_empty());
    let token = ("ALLIANCE_AUTH_READ_TOKENS", "0123456789abcdef");
    let (_folder, layers) = layers("", &[token], &["limits.readers_max=3"]);
    let changes = layers.build().unwrap().changes().unwrap();
    assert_eq!(
        changes,
        [r#"auth.read_tokens=["***"]"#, "limits.readers_max=3"]
    );
}

#[test]
fn what_is_printed_reads_back_and_hides_tokens() {
    let (_folder, layers) = layers(
        "",
        &[(
            "ALLIANCE_AUTH_ADMIN_TOKENS",
            "0123456789abcdef,fedcba9876543210",
        )],
        &[],
    );
    let config = layers.build().unwrap();
    assert_eq!(config.auth.admin_tokens.len(), 2);
    let printed = config.to_printable().unwrap();
    assert!(!printed.contains("0123456789abcdef"));
    let mut read: Config = toml::from_str(&printed).unwrap();
    read.auth = config.auth.clone();
    assert_eq!(read, config);
}
