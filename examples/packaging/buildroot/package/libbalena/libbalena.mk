################################################################################
#
# libbalena
#
################################################################################

LIBBALENA_VERSION = 0.1.0
# With the crates in it, in VENDOR: nothing is fetched.
LIBBALENA_SOURCE = libbalena-$(LIBBALENA_VERSION).tar.gz
LIBBALENA_SITE = $(BR2_EXTERNAL_LIBBALENA_PATH)/package/libbalena
LIBBALENA_SITE_METHOD = file
LIBBALENA_LICENSE = Apache-2.0
LIBBALENA_LICENSE_FILES = LICENSE
LIBBALENA_INSTALL_STAGING = YES

LIBBALENA_BUILT = $(@D)/target/$(RUSTC_TARGET_NAME)/device

# cargo build would make a Rust library as well, and for its sake leave out the
# optimization across crates.
define LIBBALENA_BUILD_CMDS
	cd $(@D) && \
	$(TARGET_MAKE_ENV) $(TARGET_CONFIGURE_OPTS) $(PKG_CARGO_ENV) \
		cargo rustc --offline --locked --profile device --package balena \
			--lib --crate-type cdylib,staticlib
endef

define LIBBALENA_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 0755 $(LIBBALENA_BUILT)/libbalena.so \
		$(TARGET_DIR)/usr/lib/libbalena.so.$(LIBBALENA_VERSION)
	ln -sf libbalena.so.$(LIBBALENA_VERSION) $(TARGET_DIR)/usr/lib/libbalena.so.0
endef

define LIBBALENA_INSTALL_STAGING_CMDS
	$(INSTALL) -D -m 0755 $(LIBBALENA_BUILT)/libbalena.so \
		$(STAGING_DIR)/usr/lib/libbalena.so.$(LIBBALENA_VERSION)
	ln -sf libbalena.so.$(LIBBALENA_VERSION) $(STAGING_DIR)/usr/lib/libbalena.so.0
	ln -sf libbalena.so.0 $(STAGING_DIR)/usr/lib/libbalena.so
	$(INSTALL) -D -m 0644 $(LIBBALENA_BUILT)/libbalena.a $(STAGING_DIR)/usr/lib/libbalena.a
	$(INSTALL) -D -m 0644 $(@D)/include/balena.h $(STAGING_DIR)/usr/include/balena.h
	cp -r $(@D)/bindings/cpp/. $(STAGING_DIR)/usr/include
	mkdir -p $(STAGING_DIR)/usr/lib/pkgconfig
	sed -e 's|@up@|../..|' -e 's|@libdir@|lib|' -e 's|@version@|$(LIBBALENA_VERSION)|' \
		$(@D)/examples/packaging/balena.pc.in >$(STAGING_DIR)/usr/lib/pkgconfig/balena.pc
endef

$(eval $(cargo-package))
