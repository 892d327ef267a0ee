include $(sort $(wildcard $(BR2_EXTERNAL_LIBBALENA_PATH)/package/*/*.mk))
