//! `--fleet N`: an application full of devices, and two without. The same N gives the same devices, but for their
//! times.

use rusqlite::{Connection, params};

use crate::rules;
use crate::seed::{self, Release};

const ADJECTIVES: &str = include_str!("seed/adjectives.txt");
const NOUNS: &str = include_str!("seed/nouns.txt");

/// Coprime to the number of names, so that neighbours get names that are far apart and all come up once.
const STRIDE: u64 = 7_919;

const VERSIONS: [(&str, &str); 4] = [
    ("balenaOS 2.115.7", "14.13.5"),
    ("balenaOS 5.3.21", "16.4.6"),
    ("balenaOS 6.0.24", "16.7.0"),
    ("balenaOS 6.1.11+rev2", "17.0.1"),
];

/// Names in the service's manner. A number follows when there are more devices than pairs of words.
pub fn name(number: u64) -> String {
    let adjectives: Vec<&str> = ADJECTIVES.lines().collect();
    let nouns: Vec<&str> = NOUNS.lines().collect();
    pick(&adjectives, &nouns, number)
}

fn pick(adjectives: &[&str], nouns: &[&str], number: u64) -> String {
    let (many, all) = (nouns.len() as u64, (adjectives.len() * nouns.len()) as u64);
    let spread = (number % all) * STRIDE % all;
    let (adjective, noun) = (adjectives[(spread / many) as usize], nouns[(spread % many) as usize]);
    // Random seeds are far above any fleet: theirs stay two words.
    match number / all {
        round @ 1..1000 => format!("{adjective}-{noun}-{}", round + 1),
        _ => format!("{adjective}-{noun}"),
    }
}

/// Digits that look random and are not.
pub fn scrambled(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

pub fn fill(db: &mut Connection, devices: u64) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    create(&transaction, devices)?;
    transaction.commit()
}

/// The last two are a failure and a draft, which no fleet runs.
const RELEASES: [Release; 4] = [
    Release::good(1, 0, 0, 30),
    Release::good(1, 1, 0, 20),
    Release { status: "failed", ..Release::good(1, 2, 0, 10) },
    Release { is_final: false, ..Release::good(1, 3, 0, 5) },
];

/// The organization of the first user, and the device types.
const ADMIN: i64 = 1;
const RASPBERRYPI3: i64 = 117;
const RASPBERRY_PI2: i64 = 115;
const INTEL_NUC: i64 = 54;

fn create(db: &Connection, devices: u64) -> rusqlite::Result<()> {
    let empty = |name, device_type| {
        seed::application(
            db,
            &seed::Application { organization: ADMIN, name, device_type, class: "fleet", is_host: false },
        )
    };
    let application = empty("fleet", RASPBERRYPI3)?;
    empty("other", INTEL_NUC)?;
    empty("spare", RASPBERRY_PI2)?;
    let releases = add_releases(db, application)?;
    add_devices(db, application, releases, devices)?;
    install(db, releases)?;
    rules::install_services(db)
}

/// Releases, each with an image of one service. Returns the older and the newer of the good ones.
fn add_releases(db: &Connection, application: i64) -> rusqlite::Result<[i64; 2]> {
    db.execute(
        "INSERT INTO service (created_at, modified_at, application, service_name) \
         SELECT created_at, created_at, id, 'main' FROM application WHERE id = ?1",
        [application],
    )?;
    let service = db.last_insert_rowid();
    let mut ids = Vec::new();
    for release in &RELEASES {
        let id = seed::release(db, application, release)?;
        let size = 40_000_000 + scrambled(id.unsigned_abs()) % 400_000_000;
        db.execute(
            "INSERT INTO image (created_at, modified_at, start_timestamp, end_timestamp, push_timestamp, status, \
             is_a_build_of__service, image_size, is_stored_at__image_location, project_type, content_hash) \
             SELECT created_at, created_at, start_timestamp, end_timestamp, end_timestamp, status, ?2, ?3, \
             'registry2.localhost/v2/' || substr(\"commit\", 1, 32), 'Dockerfile', \
             'sha256:' || \"commit\" || substr(\"commit\", 1, 24) FROM release WHERE id = ?1",
            params![id, service, size as i64],
        )?;
        db.execute(
            "INSERT INTO image__is_part_of__release (created_at, modified_at, image, is_part_of__release) \
             SELECT created_at, created_at, ?2, id FROM release WHERE id = ?1",
            [id, db.last_insert_rowid()],
        )?;
        ids.push(id);
    }
    db.execute("UPDATE application SET should_be_running__release = ?2 WHERE id = ?1", [application, ids[1]])?;
    Ok([ids[0], ids[1]])
}

/// What a device runs, and what it is about to run while it downloads.
fn install(db: &Connection, [_, newer]: [i64; 2]) -> rusqlite::Result<()> {
    let columns = "INSERT INTO image_install (created_at, modified_at, device, installs__image, install_date, \
                   download_progress, status, is_provided_by__release) ";
    let image = "image__is_part_of__release AS i ON i.is_part_of__release";
    let running =
        "SELECT d.created_at, d.created_at, d.id, i.image, d.created_at, NULL, 'Running', i.is_part_of__release";
    db.execute(&format!("{columns}{running} FROM device AS d JOIN {image} = d.is_running__release"), [])?;
    let coming =
        "SELECT d.created_at, d.created_at, d.id, i.image, d.created_at, d.download_progress, 'Downloading', ?1";
    let sql = format!("{columns}{coming} FROM device AS d JOIN {image} = ?1 WHERE d.download_progress IS NOT NULL");
    db.execute(&sql, [newer]).map(drop)
}

fn add_devices(db: &Connection, application: i64, [older, newer]: [i64; 2], devices: u64) -> rusqlite::Result<()> {
    let adjectives: Vec<&str> = ADJECTIVES.lines().collect();
    let nouns: Vec<&str> = NOUNS.lines().collect();
    let mut actor = db.prepare("INSERT INTO actor DEFAULT VALUES")?;
    let mut device = db.prepare(
        "INSERT INTO device (created_at, modified_at, actor, api_heartbeat_state, \
         changed_api_heartbeat_state_on__date, uuid, device_name, is_of__device_type, belongs_to__application, \
         is_online, last_connectivity_event, is_connected_to_vpn, last_vpn_event, public_address, ip_address, \
         mac_address, memory_usage, memory_total, storage_block_device, storage_usage, storage_total, cpu_usage, \
         cpu_temp, is_undervolted, cpu_id, is_running__release, download_progress, status, os_version, os_variant, \
         supervisor_version, provisioning_state, api_port, api_secret, latitude, longitude, location) \
         SELECT seen, seen, :actor, CASE WHEN :online THEN 'online' ELSE 'offline' END, seen, :uuid, :name, 117, \
         :application, :online, seen, :online, seen, :public, :local, :mac, :memory, 972, '/dev/mmcblk0p6', :storage, \
         14000, :cpu, :heat, :weak, :chip, :running, :progress, :status, :os, :variant, :supervisor, NULL, 48484, \
         :secret, :latitude, :longitude, 'Seattle, Washington, United States' \
         FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :ago) AS seen)",
    )?;
    for number in 0..devices {
        let dice = scrambled(number + 1);
        let roll = |shift: u32, below: u64| (dice >> shift) % below;
        let online = roll(3, 4) != 0;
        let downloading = online && roll(5, 20) == 0;
        let (os, supervisor) = VERSIONS[roll(7, 4) as usize];
        let local = format!("10.{}.{}.{}", roll(11, 256), roll(19, 256), roll(27, 254) + 1);
        actor.execute([])?;
        device.execute(rusqlite::named_params! {
            ":actor": db.last_insert_rowid(),
            ":uuid": format!("{:016x}{:016x}", dice, scrambled(dice)),
            ":name": pick(&adjectives, &nouns, number),
            ":application": application,
            ":online": online,
            ":public": format!("203.0.113.{}", roll(9, 254) + 1),
            // Every third device is on two networks.
            ":local": if number % 3 == 1 { format!("{local} 192.168.0.{}", roll(45, 254) + 1) } else { local },
            ":mac": format!("B8:27:EB:{:02X}:{:02X}:{:02X}", roll(13, 256), roll(21, 256), roll(29, 256)),
            ":memory": (100 + roll(15, 800)) as i64,
            ":storage": (500 + roll(17, 13000)) as i64,
            ":cpu": roll(23, 101) as i64,
            ":heat": (35 + roll(25, 50)) as i64,
            ":weak": roll(31, 50) == 0,
            ":chip": format!("{:016x}", scrambled(dice ^ 1)),
            ":running": if downloading || number % 2 == 0 { older } else { newer },
            ":progress": downloading.then(|| roll(33, 100) as i64),
            ":status": if downloading { "Downloading" } else { "Idle" },
            ":os": os,
            ":variant": if roll(35, 5) == 0 { "dev" } else { "prod" },
            ":supervisor": supervisor,
            ":secret": format!("{:016x}{:016x}", scrambled(dice ^ 2), scrambled(dice ^ 3)),
            ":latitude": format!("47.6{:03}", roll(41, 1000)),
            ":longitude": format!("-122.3{:03}", roll(43, 1000)),
            ":ago": format!("-{} seconds", roll(37, 1_000_000)),
        })?;
    }
    Ok(())
}
