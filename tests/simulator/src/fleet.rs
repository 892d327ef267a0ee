//! `--fleet N`: an application full of devices. The same N gives the same devices, but for their times.

use rusqlite::{Connection, params};

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
fn scrambled(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

pub fn fill(db: &mut Connection, devices: u64) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    create(&transaction, devices)?;
    transaction.commit()
}

fn create(db: &Connection, devices: u64) -> rusqlite::Result<()> {
    db.execute("INSERT INTO actor DEFAULT VALUES", [])?;
    db.execute(
        "INSERT INTO application (created_at, modified_at, actor, should_track_latest_release, is_of__class, \
         organization, app_name, slug, is_for__device_type, application_type, is_host, is_archived, uuid, is_public) \
         SELECT t, t, ?1, 1, 'fleet', 1, 'fleet', 'admin/fleet', 117, 1, 0, 0, ?2, 0 \
         FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS t)",
        params![db.last_insert_rowid(), format!("{:016x}{:016x}", scrambled(7), scrambled(8))],
    )?;
    let application = db.last_insert_rowid();
    let adjectives: Vec<&str> = ADJECTIVES.lines().collect();
    let nouns: Vec<&str> = NOUNS.lines().collect();
    let mut actor = db.prepare("INSERT INTO actor DEFAULT VALUES")?;
    let mut device = db.prepare(
        "INSERT INTO device (created_at, modified_at, actor, api_heartbeat_state, \
         changed_api_heartbeat_state_on__date, uuid, device_name, is_of__device_type, belongs_to__application, \
         is_online, last_connectivity_event, is_connected_to_vpn, last_vpn_event, public_address, ip_address, \
         mac_address, memory_usage, memory_total, storage_block_device, storage_usage, storage_total, cpu_usage, \
         cpu_temp, is_undervolted, cpu_id, download_progress, status, os_version, os_variant, supervisor_version, \
         provisioning_state, api_port, api_secret) \
         SELECT seen, seen, :actor, CASE WHEN :online THEN 'online' ELSE 'offline' END, seen, :uuid, :name, 117, \
         :application, :online, seen, :online, seen, :public, :local, :mac, :memory, 972, '/dev/mmcblk0p6', :storage, \
         14000, :cpu, :heat, :weak, :chip, :progress, :status, :os, :variant, :supervisor, NULL, 48484, :secret \
         FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :ago) AS seen)",
    )?;
    for number in 0..devices {
        let dice = scrambled(number + 1);
        let roll = |shift: u32, below: u64| (dice >> shift) % below;
        let online = roll(3, 4) != 0;
        let downloading = online && roll(5, 20) == 0;
        let (os, supervisor) = VERSIONS[roll(7, 4) as usize];
        actor.execute([])?;
        device.execute(rusqlite::named_params! {
            ":actor": db.last_insert_rowid(),
            ":uuid": format!("{:016x}{:016x}", dice, scrambled(dice)),
            ":name": pick(&adjectives, &nouns, number),
            ":application": application,
            ":online": online,
            ":public": format!("203.0.113.{}", roll(9, 254) + 1),
            ":local": format!("10.{}.{}.{}", roll(11, 256), roll(19, 256), roll(27, 254) + 1),
            ":mac": format!("B8:27:EB:{:02X}:{:02X}:{:02X}", roll(13, 256), roll(21, 256), roll(29, 256)),
            ":memory": (100 + roll(15, 800)) as i64,
            ":storage": (500 + roll(17, 13000)) as i64,
            ":cpu": roll(23, 101) as i64,
            ":heat": (35 + roll(25, 50)) as i64,
            ":weak": roll(31, 50) == 0,
            ":chip": format!("{:016x}", scrambled(dice ^ 1)),
            ":progress": downloading.then(|| roll(33, 100) as i64),
            ":status": if downloading { "Downloading" } else { "Idle" },
            ":os": os,
            ":variant": if roll(35, 5) == 0 { "dev" } else { "prod" },
            ":supervisor": supervisor,
            ":secret": format!("{:016x}{:016x}", scrambled(dice ^ 2), scrambled(dice ^ 3)),
            ":ago": format!("-{} seconds", roll(37, 1_000_000)),
        })?;
    }
    Ok(())
}
